"""An invented heating city of any size, the same one for the same seed."""
