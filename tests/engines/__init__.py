"""The built site in Firefox and in WebKitGTK: run by hand before a release, with `make engines`."""
