"""The live boards' wiring: socket, snapshot and catch-up over HTTP.

It stands above ``journal`` (what happened) and ``access`` (who may follow), and below
the apps, which it does not know.
"""
