"""What the portal's pages say of themselves as linked data."""

from collections.abc import Iterable

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from hub.models import Event, EventInstitution
from partners.models import Affiliation, Institution, Person
from research.formats.addresses import whole
from research.formats.schema_org import Thing, thing
from research.models import Output
from research.views.structured import trail

PHYSICAL = "https://schema.org/OfflineEventAttendanceMode"
ATTENDANCE = {
    Event.Mode.IN_PERSON: PHYSICAL,
    Event.Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
STATUS = {
    Event.State.PLANNED: "https://schema.org/EventScheduled",
    Event.State.CANCELLED: "https://schema.org/EventCancelled",
}
#: The nearest type of the vocabulary; anything else is an organization.
KINDS = {
    Institution.Kind.RESEARCH_INSTITUTE: "ResearchOrganization",
    Institution.Kind.UNIVERSITY: "CollegeOrUniversity",
    Institution.Kind.GOVERNMENT: "GovernmentOrganization",
    Institution.Kind.NGO: "NGO",
}
EVENTS = {
    Event.Kind.TRAINING: "EducationEvent",
    Event.Kind.WORKSHOP: "EducationEvent",
}


def portal() -> list[Thing]:
    """The hub itself, and how to ask it."""
    search = whole(reverse("research:search"))
    asking = {
        **thing(
            "SearchAction",
            target=thing("EntryPoint", urlTemplate=f"{search}?q={{search_term_string}}"),
        ),
        "query-input": "required name=search_term_string",
    }
    site = thing(
        "WebSite",
        url=whole(reverse("hub:home")),
        name=settings.HUB_NAME,
        inLanguage=[code for code, _name in settings.LANGUAGES],
        potentialAction=asking,
        publisher=_publisher(),
    )
    return [site]


def _publisher() -> Thing:
    return thing(
        "Organization", name=settings.HUB_NAME, url=whole("/"), logo=whole(static("img/logo.svg"))
    )


def person_data(person: Person) -> list[Thing]:
    affiliations: Iterable[Affiliation] = person.affiliations.all()
    houses = [each.institution for each in affiliations if each.institution]
    said = thing(
        "Person",
        name=person.name,
        alternateName=person.name_variants,
        url=whole(person.get_absolute_url()),
        sameAs=f"https://orcid.org/{person.orcid}" if person.orcid else "",
        affiliation=[_named(house) for house in dict.fromkeys(houses)],
    )
    return [said, trail((person.name, whole(person.get_absolute_url())), under="people")]


def institution_data(found: Institution) -> list[Thing]:
    place = thing(
        "PostalAddress",
        streetAddress=found.address,
        addressLocality=found.city,
        addressCountry=found.country_id,
    )
    said = {
        **_named(found),
        **thing(
            KINDS.get(Institution.Kind(found.kind), "Organization"),
            alternateName=found.acronym,
            description=found.description,
            address=place if len(place) > 1 else None,
            telephone=found.phone,
            foundingDate=str(found.founded or ""),
            parentOrganization=_named(found.parent) if found.parent else None,
            subOrganization=[_named(part) for part in found.parts.all()],
        ),
    }
    links = [found.website, f"https://ror.org/{found.ror}" if found.ror else ""]
    said["sameAs"] = [link for link in links if link]
    if not said["sameAs"]:
        del said["sameAs"]
    here = (found.name, whole(found.get_absolute_url()))
    return [said, trail(here, under="institutions")]


def _named(found: Institution) -> Thing:
    return thing(
        "Organization",
        name=found.name,
        url=whole(found.get_absolute_url()),
        sameAs=f"https://ror.org/{found.ror}" if found.ror else "",
    )


def event_data(event: Event, outputs: Iterable[Output]) -> list[Thing]:
    by_role: dict[str, list[Thing]] = {role: [] for role in EventInstitution.Role}
    for link in event.event_institutions.all():
        by_role[link.role].append(_named(link.institution))
    others = [thing("Organization", name=name) for name in event.other_organisers]
    address = whole(event.get_absolute_url())
    said = thing(
        EVENTS.get(Event.Kind(event.kind), "Event"),
        name=event.title,
        description=event.summary,
        url=address,
        startDate=(event.starts or event.starts_on).isoformat(),
        endDate=(event.ends or event.ends_on).isoformat(),
        eventStatus=STATUS[Event.State(event.state)],
        eventAttendanceMode=ATTENDANCE.get(Event.Mode(event.mode), ""),
        location=_places(event),
        organizer=[*by_role[EventInstitution.Role.ORGANISER], *others],
        contributor=by_role[EventInstitution.Role.PARTNER],
        about=[thing("Thing", name=str(theme)) for theme in event.themes.all()],
        recordedIn=[
            thing("CreativeWork", name=output.title, url=whole(output.get_absolute_url()))
            for output in outputs
        ],
    )
    return [said, trail((event.title, address), under="events")]


def _places(event: Event) -> list[Thing]:
    online = thing("VirtualLocation", url=whole(event.get_absolute_url()))
    place = _place(event) if event.mode != Event.Mode.ONLINE else None
    return [*([place] if place else []), *([online] if event.is_joined_online else [])]


def _place(event: Event) -> Thing | None:
    address = thing("PostalAddress", addressLocality=event.city, addressCountry=event.country_id)
    said = thing(
        "Place",
        name=event.venue or event.city,
        address=address if len(address) > 1 else None,
    )
    return said if len(said) > 1 else None
