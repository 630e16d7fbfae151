"""Rights that the platform grants and enforces."""

from enum import StrEnum


class Right(StrEnum):
    """What an account may do with the cameras of its region."""

    LIVE = "live"
    PLAYBACK = "playback"
    EXPORT = "export"
    PTZ = "ptz"
    HOUSEHOLD = "household"
    ADMINISTER = "administer"
    DEVICE_STATE = "device_state"
    REGISTERS = "registers"
    APPROVE = "approve"
