"""Atom feeds: what is new in the hub, under a theme, or of any search.

May import everything of ``research`` below the interfaces, and ``partners``.
"""
