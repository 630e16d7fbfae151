"""A small but complete cloud platform of its own process, for demonstrations, training and tests."""
