"""ARRIVING: files become pages, records become outputs.

Writes rows and never starts tasks. May import ``research.editorial`` and what lies
below it. What other people made is opened in a process of its own, with limits.
"""
