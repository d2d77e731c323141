"""Releases: changesets are read, a pure plan is made of them, and the plan is applied, all of it or nothing."""
