"""Painting pictures that the player leaves in shared memory."""
