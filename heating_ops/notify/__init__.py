"""Telling people and other systems: an outbox that loses nothing, and doubles nothing at who heeds the key."""
