"""Tickets of other systems: how they come in, how their place is found, and how their states go back."""
