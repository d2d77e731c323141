"""Drafts: templates, the voice of a workspace, writing pitches in batches, and reviewing them."""
