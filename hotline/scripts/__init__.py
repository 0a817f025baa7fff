"""What operators read out, in versions; and what each caller was told."""
