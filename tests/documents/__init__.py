"""Documents that cannot lie: every command that they show is run, every link leads somewhere."""
