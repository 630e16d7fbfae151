"""The user interface under a real Qt, a real event loop and an X server."""
