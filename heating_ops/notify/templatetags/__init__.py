"""Template tags of telling."""
