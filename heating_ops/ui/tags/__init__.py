"""The component tags, by subject; ``{% load ui %}`` brings them all."""
