"""Views of the board that somebody saved: a name, and the filters that stand in the address."""
