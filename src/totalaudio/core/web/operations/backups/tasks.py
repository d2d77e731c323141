"""Work of backups in the background."""
