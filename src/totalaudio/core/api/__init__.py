"""What the REST API will stand on: scopes, problems, paging, idempotency; not built yet."""
