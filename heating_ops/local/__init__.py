"""The start on one machine: packages, embedded PostgreSQL and Redis, and a supervisor.

Nothing here needs Django's settings, and ``bootstrap`` and what it imports
need nothing but the standard library: they run before there is an environment.
"""
