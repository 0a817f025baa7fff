"""Deciding open orders again when the weather or the season is another: up visibly at once, down only by a person."""
