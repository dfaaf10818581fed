"""Pictures of what reaches people: an event that is over, an issue on a phone, its mail by day and
by night.

``HUB_DATA=... python -m tools.screenshots ADDRESS`` looks at the portal that runs there with the
starter content, for which it sends an issue to nobody, and writes into ``docs/screenshots``.
"""
