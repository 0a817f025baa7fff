"""What happened: the journal every command writes and every live screen reads."""
