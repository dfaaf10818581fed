"""The gallery: every component in every state, light and dark, in both directions.

For those who build the hub: it answers under ``DEBUG`` only. Shows made-up specimens and
asks the database nothing.
"""

from hub.gallery.page import gallery

__all__ = ["gallery"]
