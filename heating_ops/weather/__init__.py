"""The weather outside, the season, and cold waves: what urgency, clocks and stand-by rest on."""
