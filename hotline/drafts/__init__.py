"""Unfinished calls: what an operator has typed so far, kept at the server until it is filed or let go."""
