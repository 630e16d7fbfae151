"""Proves the wall from outside: real display, real platform process, real application, pixels read back."""
