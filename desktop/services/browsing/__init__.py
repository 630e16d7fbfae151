"""Browsing copies (浏览件): made of finished packages, beside them, never mixed up with the originals."""
