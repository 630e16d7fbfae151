"""Measuring how far a camera's clock is off: a small dialog over a live tile."""
