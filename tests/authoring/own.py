"""A council's own instrument, made up, and the list of sources that it names."""

from pathlib import Path

GOOD = """\
title: Made up
version: 1.0.0
about: Nothing real.
scale: [not yet, starting, practising, embedded, shaping]
retired: [one.gone]
dimensions:
  - id: one
    title: One
    about: What one is about.
    practices:
      - id: one.first
        title: First
        ask: What is first?
        levels: [none, some, most, all, shared]
        evidence: [A paper.]
        next: [To one., To two., To three., To four.]
        find_out: Ask.
        module: 01-missions
        sources: [known-source]
        essential: true
        as_at: 2026-11-22
      - id: one.second
        title: Second
        ask: What is second?
        levels: [none, some, most, all, shared]
        evidence: [A paper.]
        next: [To one., To two., To three., To four.]
        find_out: Ask.
        module: 01-missions
        sources: [known-source]
"""
BOOK = "@misc{known-source,\n  title = {A},\n}\n@book{other-source,\n}\n"

OWN = Path("assessments/own.yaml")
