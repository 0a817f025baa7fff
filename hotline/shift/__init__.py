"""The shift: who sits where and takes calls, how the desk keeps up with them, and the same person by person."""
