"""The tables of the portal itself: events with their sessions, figures, copies of its data."""

from hub.models.events import Event, EventInstitution
from hub.models.figures import Agreement, Figure
from hub.models.releases import DataRelease
from hub.models.sessions import Session, Speaker

__all__ = [
    "Agreement",
    "DataRelease",
    "Event",
    "EventInstitution",
    "Figure",
    "Session",
    "Speaker",
]
