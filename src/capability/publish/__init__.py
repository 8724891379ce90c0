"""The Sphinx extension that turns the book into the site. Jupyter Book loads it by this name (`_config.yml`)."""

from capability.publish.extension import setup as setup
