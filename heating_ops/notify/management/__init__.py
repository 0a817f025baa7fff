"""Commands of telling."""
