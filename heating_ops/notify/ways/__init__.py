"""How a person is told: addresses in channels, quiet hours, and a test by the real path."""
