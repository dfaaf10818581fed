"""The portal around the research: home, places, events and the starter content.

May import ``research`` and ``partners``. Never imports ``salam``.
"""
