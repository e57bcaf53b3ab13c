"""What published files say, as rows of data·inclusion v1: one small file for each format, a table of its fields."""
