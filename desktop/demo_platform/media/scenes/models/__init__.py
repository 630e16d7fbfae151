"""Things that stand or move in a village, as solids in metres."""
