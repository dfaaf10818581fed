"""The tables of the portal itself: events with their sessions, registrations and messages,
subscribers, the newsletter, alerts and the mail that goes out, figures, proposals of readers,
tests of backups, and data releases."""

from hub.models.alerts import Alert, AlertHit, AlertMail, AlertPosition, Pace, Told
from hub.models.contact import ContactMail, ContactMessage
from hub.models.events import Event, EventInstitution
from hub.models.figures import Agreement, Figure
from hub.models.issues import Delivery, Issue, IssueItem, IssueText
from hub.models.outbox import OutboxMail
from hub.models.postings import Lease, Posting
from hub.models.proposals import Proposal
from hub.models.registrations import Registration, RegistrationMail
from hub.models.releases import DataRelease
from hub.models.restore_tests import RestoreTest
from hub.models.sessions import Session, Speaker
from hub.models.subscribers import Rhythm, Subscriber, SubscriptionRequest

__all__ = [
    "Agreement",
    "Alert",
    "AlertHit",
    "AlertMail",
    "AlertPosition",
    "ContactMail",
    "ContactMessage",
    "DataRelease",
    "Delivery",
    "Event",
    "EventInstitution",
    "Figure",
    "Issue",
    "IssueItem",
    "IssueText",
    "Lease",
    "OutboxMail",
    "Pace",
    "Posting",
    "Proposal",
    "Registration",
    "RegistrationMail",
    "RestoreTest",
    "Rhythm",
    "Session",
    "Speaker",
    "Subscriber",
    "SubscriptionRequest",
    "Told",
]
