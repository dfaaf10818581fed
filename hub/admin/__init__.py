"""PORTAL, for staff: events with their sessions and speakers."""

from hub.admin import events, sessions

__all__ = ["events", "sessions"]
