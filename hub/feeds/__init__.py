"""Atom feed of events; the shape of a feed is ``research.feeds``'."""
