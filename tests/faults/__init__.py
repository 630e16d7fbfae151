"""Faults: what the program does when the world around it misbehaves."""
