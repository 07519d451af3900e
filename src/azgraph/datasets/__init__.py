"""Event data of others, as directories of Parquet, Turtle and a manifest."""
