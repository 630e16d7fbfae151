"""Single pictures in the window: one key, a small dialog for a series, and what came of it."""
