"""The preferences dialog, made from the settings' declarations."""
