"""The operator's pages of operations, and the worker's part in them."""
