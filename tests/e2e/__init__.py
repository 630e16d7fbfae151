"""End to end: real processes, judged by what they show."""
