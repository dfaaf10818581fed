"""How fast and how good the portal is, each figure beside a yardstick of the same run.

``python -m bench`` measures what ``measures.py`` lists and writes ``RESULTS.md``. Each
measure runs in a process of its own, on servers of its own that are gone afterwards. No
figure is ever a test: they are for people to compare. May import all of the portal; nothing
of the portal imports this.
"""
