"""What makes a benchmark's figures worthless."""


class BenchFailed(Exception):
    """The measured work was not done, so there is nothing to print."""
