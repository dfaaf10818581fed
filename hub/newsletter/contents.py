"""What stands in an issue for one reader: the themes and countries chosen, their language."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from hub.models import Event, Issue, IssueItem
from hub.posting.leading import Leading, leading
from hub.posting.letters import absolute
from research.models import Edition, Output
from research.views.bylines import byline
from research.views.wording import direction, joined

#: Countries named with one entry.
COUNTRIES_IN_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of an issue, as a mail, a page and a feed show it."""

    kind: str | Promise
    when: str
    where: str
    title: str
    address: str
    who: str
    text: str
    language: str = "en"
    #: Whether the text is the editor's own.
    is_editors: bool = False
    #: By which it is found again in an issue that is written as a whole.
    piece: str = ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def leading(self) -> Leading:
        return leading(self.language)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    label: str | Promise
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants of it: nothing named is everything."""

    language: str
    themes: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()


def items_of(issue: Issue) -> list[IssueItem]:
    """What the editor left in and is public today, in the editor's order."""
    items = issue.items.kept().in_order().for_reading()
    return [item for item in items if item.event or (item.output and item.output.is_public)]


@dataclass(frozen=True, slots=True)
class Subject:
    """An item, and what of a reader's choice it is about."""

    item: IssueItem
    themes: frozenset[int]
    countries: frozenset[str]

    def fits(self, choice: Choice) -> bool:
        # What names no country is about the region, and so about every country.
        is_here = not (choice.countries and self.countries)
        is_here = is_here or bool(choice.countries & self.countries)
        return is_here and (not choice.themes or bool(choice.themes & self.themes))


def subjects(items: Collection[IssueItem]) -> tuple[Subject, ...]:
    """Worked out once: thousands of readers ask."""
    return tuple(_subject(item) for item in items)


def _subject(item: IssueItem) -> Subject:
    about = about_of(item)
    countries = {country.code for country in about.countries.all()}
    if item.event and item.event.country_id:
        countries.add(item.event.country_id)
    themes = frozenset(theme.pk for theme in about.themes.all())
    return Subject(item, themes, frozenset(countries))


def about_of(item: IssueItem) -> Output | Event:
    about = item.output or item.event
    assert about  # noqa: S101 -- a constraint says so
    return about


def parts(items: Collection[IssueItem], language: str) -> tuple[Part, ...]:
    """The items by part; labels and addresses in the language that is active."""
    found = []
    for part in IssueItem.Part:
        entries = tuple(entry(item, language) for item in items if item.part == part)
        if entries:
            found.append(Part(part.value, part.label, entries))
    return tuple(found)


def entry(item: IssueItem, language: str) -> Entry:
    if item.output:
        return _of_output(item, item.output, language)
    assert item.event  # noqa: S101 -- a constraint says so
    return _of_event(item, item.event)


def piece_of(item: IssueItem) -> str:
    return f"item-{item.pk}"


def _of_output(item: IssueItem, output: Output, language: str) -> Entry:
    shown = edition_for(output, language)
    says = byline(output)
    is_translated = shown.pk != output.pk
    return Entry(
        kind=shown.get_type_display(),
        when=shown.issued_display or output.issued_display,
        where=_countries(output),
        title=shown.title,
        address=absolute("research:output", shown.slug),
        who=": ".join(part for part in (says.institutions, says.people) if part) or says.otherwise,
        # The reader's own language before the editor's words in another.
        text=shown.summary if is_translated else item.words or shown.summary,
        language=shown.language,
        is_editors=bool(item.words) and not is_translated,
        piece=piece_of(item),
    )


def _of_event(item: IssueItem, event: Event) -> Entry:
    organisers = [
        link.institution.short_name
        for link in event.event_institutions.all()
        if link.role == link.Role.ORGANISER
    ]
    places = [event.city, event.country.local_name if event.country else ""]
    if event.mode in {Event.Mode.ONLINE, Event.Mode.HYBRID}:
        places.append(event.get_mode_display())
    return Entry(
        kind=event.get_kind_display(),
        when=event.dates_display,
        where=", ".join(part for part in places if part),
        title=event.title,
        address=absolute("hub:event", event.slug),
        who=joined(organisers, at_most=3),
        text=item.words or event.summary,
        is_editors=bool(item.words),
        piece=piece_of(item),
    )


def _countries(output: Output) -> str:
    names = [country.local_name for country in output.countries.all()]
    return joined(names, at_most=COUNTRIES_IN_A_LINE)


def edition_for(output: Output, language: str) -> Output:
    """The edition in the reader's language, where there is one and it is public."""
    if output.language == language:
        return output
    for other in _editions(output):
        if other.language == language and other.is_public:
            return other
    return output


def _editions(output: Output) -> Iterator[Output]:
    translations = Edition.Kind.TRANSLATION
    yield from (e.output for e in output.editions.all() if e.kind == translations)
    for link in output.edition_of.all():
        if link.kind == translations:
            yield link.of
            yield from (e.output for e in link.of.editions.all() if e.kind == translations)
