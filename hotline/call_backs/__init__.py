"""After the call: every caller is called back, asked whether it is solved, and never dropped without a word."""
