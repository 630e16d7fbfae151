"""The six kinds of places that cameras watch."""
