"""Escalation (升级): what was missed is told upward, level by level, until somebody says that they have it."""
