"""More than one machine: web and worker on hosts of their own, and one database that all of them reach."""
