"""Making browsing copies (浏览件): mosaics by mouse, a watermark, and plain words on what they are."""
