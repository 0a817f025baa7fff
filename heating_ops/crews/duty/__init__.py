"""The duty roster (值班表): posts to fill, patterns that draw hours, leave, swaps, gaps, who is on duty now."""
