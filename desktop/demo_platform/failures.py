"""Why the platform could not start: told to the person in one line."""


class StartError(Exception):
    """The platform cannot start; the message says why."""
