"""Planned stops (计划停热): announced, run, extended, ended; who calls about the heat is told and not sent a crew."""
