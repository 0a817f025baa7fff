"""Passwords of the tests: hashed as in production, but in a thousandth of the time."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with the smallest figures; a server started by a test reads them like any other."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
