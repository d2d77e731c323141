"""The sources of evidence, one module each."""
