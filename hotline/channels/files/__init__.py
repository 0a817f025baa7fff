"""Files of calls: read, looked at row by row, and only then taken."""
