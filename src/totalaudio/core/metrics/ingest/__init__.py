"""Events that come in over HTTP, with a public key of a workspace."""
