"""Making browsing copies (浏览件): mosaics, a watermark, and plain words on what they are."""
