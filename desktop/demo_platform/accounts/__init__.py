"""Accounts, sign-in, tokens and lock-out."""
