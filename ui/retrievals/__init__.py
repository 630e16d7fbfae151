"""Requests for footage: the register, the form, and the second person's decision."""
