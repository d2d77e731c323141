"""Whatever runs for long on a site: by systemd where that is the init, else by a small runner of our own."""
