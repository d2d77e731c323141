"""What every route of the REST API has in common: scopes, problems, pages of a list. It knows no table."""
