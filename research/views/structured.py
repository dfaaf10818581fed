"""What a page says of itself to machines: its tags and its linked data."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.formats import ONE_OUTPUT, Record, highwire, schema_org
from research.formats.addresses import whole
from research.models import Document

#: The lists that pages stand under.
LISTS = {
    "search": ("research:search", gettext_lazy("Search")),
    "themes": ("research:theme-list", gettext_lazy("Themes")),
    "people": ("hub:person-list", gettext_lazy("People")),
    "institutions": ("hub:institution-list", gettext_lazy("Institutions")),
    "events": ("hub:event-list", gettext_lazy("Events")),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A name and what it says; in which language, where that is known."""

    name: str
    content: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    media_type: str
    address: str
    label: str


def tags(record: Record) -> list[Tag]:
    """Highwire Press and Dublin Core, as scholarly search engines read them."""
    return [
        *(Tag(name, content) for name, content in highwire.tags(record)),
        *(Tag(*row) for row in highwire.dublin_core_tags(record)),
    ]


def alternates(record: Record) -> list[Alternate]:
    return [
        Alternate(
            row.media_type,
            reverse("open:output-export", args=[record.slug, suffix]),
            str(row.name),
        )
        for suffix, row in ONE_OUTPUT.items()
        if suffix != "json"
    ]


def image(documents: list[Document]) -> str:
    """What is shown of the page where somebody passes it on."""
    pictured = next((each for each in documents if each.first_page_image), None)
    if not pictured:
        return ""
    return whole(reverse("research:first-page", args=[pictured.output.slug, pictured.pk]))


def output_data(record: Record) -> list[schema_org.Thing]:
    return [schema_org.work(record), trail((record.title, record.address), under="search")]


def trail(here: tuple[str, str], *, under: str) -> schema_org.Thing:
    """Home, the list named ``under``, and the page itself, in the reader's language."""
    name, label = LISTS[under]
    steps = [(_("Home"), whole(reverse("hub:home"))), (str(label), whole(reverse(name))), here]
    return schema_org.trail(*steps)
