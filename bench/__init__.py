"""Measuring the system against the limit of the machine it runs on; ``bench/README.md`` says how to add to it."""
