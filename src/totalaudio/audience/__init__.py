"""Newsletter and social posts, behind their flags; not built yet."""
