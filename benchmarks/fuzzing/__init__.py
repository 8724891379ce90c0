"""How files are spoilt, and everything that reads one; `benchmarks.fuzz` runs it."""
