"""PORTAL, for staff: events with their sessions and speakers, the newsletter, its readers,
and what readers propose.
"""

from hub.admin import events, issues, proposals, readers, sessions

__all__ = ["events", "issues", "proposals", "readers", "sessions"]
