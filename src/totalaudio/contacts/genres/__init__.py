"""Genres by one name each, in a tree."""

from totalaudio.contacts.genres.parsing import GenreWords, parse_genres, read_genres
from totalaudio.contacts.genres.tree import canonical, distance, names, parents

__all__ = ["GenreWords", "canonical", "distance", "names", "parents", "parse_genres", "read_genres"]
