"""Faults on demand, for tests and demonstrations."""
