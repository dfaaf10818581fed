"""Pages around signing in: the second factor, and the first visit of who was invited."""
