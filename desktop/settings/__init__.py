"""Settings, declared once; an atomic store; migrations."""
