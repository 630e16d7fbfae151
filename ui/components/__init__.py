"""Widgets of this application that need its stores."""
