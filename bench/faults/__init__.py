"""Breaking things on purpose while the system works, and counting afterwards what was lost; see ``bench/README.md``."""
