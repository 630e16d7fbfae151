"""The media node of the demo platform: draws, encodes and sends live pictures to whoever holds a ticket."""
