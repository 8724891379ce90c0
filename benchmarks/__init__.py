"""Scripts that print figures. They assert nothing: a person reads a figure beside its budget."""
