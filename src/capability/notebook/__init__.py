"""What Jupyter shows: widgets, tables, pictures, and figures for researchers."""
