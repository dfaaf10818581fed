"""PORTAL, for staff: events with their sessions and speakers, the newsletter, its readers."""

from hub.admin import events, issues, readers, sessions

__all__ = ["events", "issues", "readers", "sessions"]
