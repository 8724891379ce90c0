"""Large work in parts: answers of millions of people, as wide blocks of small numbers, to tallies and levels."""
