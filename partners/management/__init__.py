"""The rooms of partners from a terminal."""
