"""The web server: uvicorn workers side by side, each with a listening socket of its own."""
