"""Channels: the ways to people outside the system, as rows."""
