"""One file for each command: it parses, calls one function of a room, and prints."""
