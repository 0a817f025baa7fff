"""The numbers clocks go by: profiles with a source for each value, and what a person may do with them."""
