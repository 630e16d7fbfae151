"""Looking into the archive: one to sixteen cameras on one clock."""
