"""Signing in: the window, the certificate question, and asking for the password again."""
