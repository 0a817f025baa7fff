"""Tags of the weather."""
