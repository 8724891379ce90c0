"""Attacks on the built site, each tried by hand or before a release: see README.md. No test is collected here."""
