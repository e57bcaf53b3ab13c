"""Published files, read row by row: formats, shapes, and what is made of a row."""
