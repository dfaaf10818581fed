"""Which institute a message goes to, and at which addresses it is read."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from hub.models import ContactMail, ContactMessage
from partners.models import Country, Institution, User
from partners.roles import Role
from research.models import Theme

#: One message is read by so many at most.
MOST_READERS = 5


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What a reader writes."""

    name: str
    email: str
    text: str
    language: str
    country: Country | None = None
    theme: Theme | None = None
    #: Nobody has shown that the address is the writer's own: whoever asks for a copy is counted.
    wants_copy: bool = False


def institute_for(country: Country | None, theme: Theme | None) -> Institution | None:
    """The partner institute of the country; else the one with most outputs on the theme."""
    partners = Institution.objects.partners()
    if country and (here := partners.in_country(country).by_name().first()):
        return here
    if not theme:
        return None
    on_theme = Q(outputs__themes=theme, outputs__status="published")
    counted = partners.annotate(written=Count("outputs", filter=on_theme, distinct=True))
    return counted.filter(written__gt=0).order_by("-written", "name", "pk").first()


def addresses_of(institute: Institution | None) -> list[str]:
    """The institute's own address, else its editors', else the hub's."""
    if institute and institute.contact_email:
        return [institute.contact_email]
    editors = User.objects.filter(is_active=True)
    if institute:
        own = editors.filter(
            memberships__institution=institute, memberships__role=Role.INSTITUTION_EDITOR
        )
        if found := _emails(own):
            return found
    of_the_hub = editors.filter(memberships__role=Role.HUB_EDITOR)
    answer_to = [settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else []
    return _emails(of_the_hub) or answer_to or _emails(editors.filter(is_superuser=True))


@transaction.atomic
def send(enquiry: Enquiry) -> ContactMessage:
    """Put the message, and the copy that its writer asked for, into the post."""
    institute = institute_for(enquiry.country, enquiry.theme)
    message = ContactMessage.objects.create(
        name=enquiry.name,
        email=enquiry.email,
        text=enquiry.text,
        language=enquiry.language,
        country=enquiry.country,
        theme=enquiry.theme,
        to=institute,
    )
    mails = [
        ContactMail(message=message, kind=ContactMail.Kind.MESSAGE, address=address)
        for address in addresses_of(institute)
    ]
    if enquiry.wants_copy:
        mails.append(
            ContactMail(message=message, kind=ContactMail.Kind.COPY, address=enquiry.email)
        )
    ContactMail.objects.bulk_create(mails)
    return message


def forget_sent() -> int:
    """Erase messages that have gone their way; says how many."""
    settled = ContactMessage.objects.settled()
    count = settled.count()
    settled.delete()
    return count


def _emails(users: "object") -> list[str]:
    rows = users.distinct().order_by("pk").values_list("email", flat=True)  # type: ignore[attr-defined]
    return list(rows[:MOST_READERS])
