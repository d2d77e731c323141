"""Keys of the REST API: made, shown once, revoked; and whose a key is that comes with a request."""
