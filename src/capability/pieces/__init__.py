"""What a reader touches: each piece is a pure function of plain data and one HTML form."""
