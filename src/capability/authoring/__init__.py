"""Files that authors write, with every fault told at once."""
