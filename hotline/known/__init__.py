"""What an operator should know while a caller speaks: the right side of the call form."""
