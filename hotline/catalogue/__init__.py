"""What callers bring, in two levels: the category triage goes by, and under it the item with its guidance."""
