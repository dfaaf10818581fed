"""The rooms of research from a terminal."""
