"""What each page is given, piece by piece: types alone, which no browser loads.

`Output` is what a piece's `compute` gives, and `View` what its view in `web/` adds to that. A piece's template may show
what is in one of the two, and nothing else: tests/pieces/test_outputs.py holds every slot to it, mypy the Python, and
tsc the JavaScript, by `web/outputs.d.ts`, which is written from here.
"""
