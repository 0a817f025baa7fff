"""Guiding callers by telephone before anybody is sent (远程指导): the list, the talk, what it came to."""
