"""Composition of the running platform: the database, its roles, the children and their order."""
