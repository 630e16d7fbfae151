"""Icons, styles, translations and data files, reached through typed accessors."""
