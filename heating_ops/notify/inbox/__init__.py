"""The inbox inside the system: what somebody was told, and whether they read it."""
