"""Cold waves: levels computed from the temperatures or declared by hand, and what stands by at each."""
