"""Other heating suppliers: who heats the places we do not, and whom callers were told to call."""
