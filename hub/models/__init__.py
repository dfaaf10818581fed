"""The tables of the portal itself: events, with their sessions and speakers."""

from hub.models.events import Event, EventInstitution
from hub.models.sessions import Session, Speaker

__all__ = ["Event", "EventInstitution", "Session", "Speaker"]
