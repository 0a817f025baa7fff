"""The duplicate step: what is known near a place already, and what a caller joins of it."""
