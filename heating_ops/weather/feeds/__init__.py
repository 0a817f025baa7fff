"""Weather fetched over HTTP: configured as data, never trusted, and left alone while it is out of order."""
