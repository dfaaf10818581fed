from datetime import date

import factory
from factory.django import DjangoModelFactory

from hub.models import Event, EventInstitution, Proposal, Session, Speaker
from tests.factories.partners import InstitutionFactory, ResourceCentreFactory
from tests.factories.research import many


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"event-{n}")
    title = factory.Sequence(lambda n: f"Event {n}")
    kind = Event.Kind.CONFERENCE
    starts_on = date(2022, 10, 12)
    ends_on = date(2022, 10, 13)
    country_id = "NP"
    city = "Kathmandu"
    countries = many("countries")
    outputs = many("outputs")
    practices = many("practices")
    projects = many("projects")
    themes = many("themes")


class EventInstitutionFactory(DjangoModelFactory):
    class Meta:
        model = EventInstitution

    event = factory.SubFactory(EventFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = EventInstitution.Role.ORGANISER


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    kind = Session.Kind.PANEL
    title = factory.Sequence(lambda n: f"Session {n}")


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    session = factory.SubFactory(SessionFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    name = "A. N. Other"


class ProposalFactory(DjangoModelFactory):
    """A correction of a centre's telephone."""

    class Meta:
        model = Proposal

    kind = Proposal.Kind.CORRECTION
    centre = factory.SubFactory(ResourceCentreFactory)
    changes = factory.LazyFunction(lambda: {"phones": {"was": [], "new": ["+977 1 555 0100"]}})
