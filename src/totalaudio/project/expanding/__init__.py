"""What a release would run on the database of the release before, for the linter of operations to read."""
