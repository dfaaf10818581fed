"""The tables of the portal itself: events with sessions and speakers, copies of its data."""

from hub.models.events import Event, EventInstitution
from hub.models.releases import DataRelease
from hub.models.sessions import Session, Speaker

__all__ = ["DataRelease", "Event", "EventInstitution", "Session", "Speaker"]
