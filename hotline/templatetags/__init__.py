"""Template tags of the hotline."""
