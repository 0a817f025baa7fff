"""Sending a log of calls through the public API, as operators would. Speaks HTTP only; knows no database."""
