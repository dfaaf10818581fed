"""Makes the plain figures of the project from the publishers' own files."""
