"""The rows of a file as its format writes them: CSV, JSON, JSON Lines, Excel, Parquet."""
