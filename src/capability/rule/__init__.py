"""What a number means: the model, and what is worked out from it."""
