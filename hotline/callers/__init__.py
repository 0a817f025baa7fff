"""Who is calling: households and numbers found by any part of a telephone number, and how often somebody has called."""
