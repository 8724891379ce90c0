"""Files that people bring. The one room for untrusted files: whatever is wrong with one is said, never guessed at."""
