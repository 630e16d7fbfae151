"""Dialogs that are awaited, never executed in a nested event loop."""
