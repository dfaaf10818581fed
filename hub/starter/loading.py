"""Loads lists in the order in which they refer to one another.

One transaction for all, so that readers see everything or nothing yet, and a
savepoint for each row, so that a bad one takes no neighbour with it.

The rule that protects people's work: a slug that exists is left as it is, whatever
the list says. Only ``update=True`` brings such records to what the lists say.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection, transaction

from hub.starter import classification, faults, storing
from hub.starter.classification import Place
from hub.starter.entries import StarterList, Written
from hub.starter.events import EVENTS
from hub.starter.fields import RowRefused, Values, read_row
from hub.starter.guides import GUIDES
from hub.starter.harvested import SOURCES
from hub.starter.institutions import INSTITUTIONS
from hub.starter.known import Known, records
from hub.starter.outputs import OUTPUTS
from hub.starter.people import PEOPLE
from hub.starter.practices import PRACTICES
from hub.starter.projects import PROJECTS
from hub.starter.reading import BrokenList, Row, parents_first, rows
from hub.starter.resource_centres import RESOURCE_CENTRES
from hub.starter.summaries import ListSummary, Outcome, Refusal, Summary
from hub.starter.themes import THEMES
from hub.starter.thesaurus import THESAURUS
from research import filing

#: In the order of loading: a list refers to those above it.
LISTS = (
    THEMES,
    INSTITUTIONS,
    PEOPLE,
    OUTPUTS,
    GUIDES,
    PROJECTS,
    EVENTS,
    RESOURCE_CENTRES,
    PRACTICES,
    THESAURUS,
    SOURCES,
)
WORDS = "classification"
HERE = Path(__file__).parent
#: The project's own content: the lists, and the guides with their files.
BUILT_IN = (HERE / "lists", HERE / "guides")

Tell = Callable[[str, int, int], None]


class NothingToLoad(Exception):
    """None of the lists is in the folder."""


def load(
    *folders: Path,
    update: bool = False,
    tell: Tell = lambda _name, _done, _total: None,
) -> Summary:
    """Load the lists in ``folders``, or the built-in ones. Loading twice changes nothing.

    ``tell`` hears of progress: the list, rows done, rows in all. Raises ``NothingToLoad``.
    """
    files = _files(folders or BUILT_IN)
    if not files:
        raise NothingToLoad(f"None of these is there: {', '.join(one.file for one in LISTS)}")
    with transaction.atomic():
        # A second load at the same time waits, and then finds everything there.
        filing.hold("starter content")
        with connection.cursor() as cursor:
            # A broken promise is told with its row, not at the end with nothing loaded.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return _Load(files, update, tell).run()


def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    names = [*(one.name for one in LISTS), WORDS]
    places = [(name, folder / f"{name}.yaml") for folder in folders for name in names]
    return {name: file for name, file in places if file.exists()}


class _Load:
    """One load under way: what is known, what became of each row, what was refused."""

    def __init__(self, files: dict[str, Path], update: bool, tell: Tell) -> None:
        self.files, self.update, self.tell = files, update, tell
        self.known = Known()
        self.outcomes: dict[Place, Outcome] = {}
        self.refusals: dict[str, list[Refusal]] = {name: [] for name in files}
        self.rows = {name: self._read(name) for name in files}
        for one in LISTS:
            self.known.promise(one.model, [row.slug for row in self.rows.get(one.name, [])])
        self.words = self._words()
        self.written: list[tuple[StarterList, Row, Written]] = []

    def run(self) -> Summary:
        here = [one for one in LISTS if one.name in self.rows]
        for one in here:
            self._take_list(one)
        for one, row, written in self.written:
            self._link_later(one, row, written)
        summaries = [self._summary(one.name, self._outcomes_of(one.name)) for one in here]
        if WORDS in self.rows:
            summaries.append(self._summary(WORDS, self._outcomes_of_words()))
        return Summary(tuple(summaries))

    def _read(self, name: str) -> list[Row]:
        try:
            return rows(self.files[name])
        except BrokenList as broken:
            file = self.files[name].name
            self.refusals[name].append(Refusal(file, 0, broken.line, "", str(broken)))
            return []

    def _refuse(self, name: str, row: Row, faults: list[tuple[str, str]]) -> None:
        self.refusals[name] += [
            Refusal(row.file.name, row.number, row.line_of(field), field, reason)
            for field, reason in faults
        ]

    def _words(self) -> dict[Place, Row]:
        """The classification, row by row, as far as it is good."""
        good: dict[Place, Row] = {}
        for row in self.rows.get(WORDS, []):
            try:
                read_row(classification.FIELDS, row, self.known)
                self._must_describe_something(row, good)
            except RowRefused as refused:
                self._refuse(WORDS, row, refused.faults)
            else:
                good[classification.described(row)] = row
        return good

    def _must_describe_something(self, row: Row, already: dict[Place, Row]) -> None:
        place = classification.described(row)
        models = {one.name: one.model for one in classified()}
        if place.list not in models:
            raise RowRefused([("list", f"“{place.list}” is none of: {', '.join(models)}")])
        if place in already:
            raise RowRefused([("slug", f"is classified in row {already[place].number} already")])
        if not self.known.is_expected(models[place.list], place.slug):
            raise RowRefused([("slug", f"“{place.slug}” is no row of {place.list}")])

    def _take_list(self, one: StarterList) -> None:
        taken: dict[str, int] = {}
        ordered = parents_first(self.rows[one.name], one.parent_field)
        for done, row in enumerate(ordered, start=1):
            if row.slug in taken:
                reason = f"“{row.slug}” stands in row {taken[row.slug]} already"
                self._refuse(one.name, row, [("slug", reason)])
            else:
                taken[row.slug] = row.number
                self._take(one, row)
            self.tell(one.name, done, len(ordered))

    def _take(self, one: StarterList, row: Row) -> None:
        place = Place(one.name, row.slug)
        if self.known.id_of(one.model, row.slug) and not (self.update or one.fills_blanks):
            self.outcomes[place] = Outcome.UNCHANGED
            return
        row = classification.laid_beside(row, self.words.get(place))
        try:
            values = read_row(one.fields, row, self.known)
            with transaction.atomic():
                self.outcomes[place] = self._write(one, row, values)
        except faults.EXPECTED as error:
            self._refuse(one.name, row, faults.explained(error, one))

    def _write(self, one: StarterList, row: Row, values: Values) -> Outcome:
        entry = one.entry_of(values, self.known)
        pk = self.known.id_of(one.model, row.slug)
        if pk is None:
            record, is_changed = storing.create(one.model, entry), True
        else:
            record = records(one.model).get(pk=pk)
            bring = storing.update if self.update else storing.fill_blanks
            is_changed = bring(record, entry)
        written = Written(record, values, self.known, row.file.parent, is_new=pk is None)
        if one.finish:
            is_changed = one.finish(written) or is_changed
        self.known.learn(record, row.slug)
        self.written.append((one, row, written))
        if pk is None:
            return Outcome.NEW
        return Outcome.CHANGED if is_changed else Outcome.UNCHANGED

    def _link_later(self, one: StarterList, row: Row, written: Written) -> None:
        for field, model in one.later.items():
            ids = {slug: self.known.id_of(model, slug) for slug in written.values[field]}
            lost = [slug for slug, pk in ids.items() if pk is None]
            reasons = [(field, f"“{slug}” was refused itself; the row is in") for slug in lost]
            self._refuse(one.name, row, reasons)
            place = Place(one.name, row.slug)
            is_linked = storing.add_links(written.record, field, [pk for pk in ids.values() if pk])
            if is_linked and self.outcomes[place] is Outcome.UNCHANGED:
                self.outcomes[place] = Outcome.CHANGED

    def _outcomes_of(self, name: str) -> Iterator[Outcome]:
        return (outcome for place, outcome in self.outcomes.items() if place.list == name)

    def _outcomes_of_words(self) -> Iterator[Outcome]:
        """A classification fares as the row that it describes."""
        return (self.outcomes.get(place, Outcome.UNCHANGED) for place in self.words)

    def _summary(self, name: str, outcomes: Iterator[Outcome]) -> ListSummary:
        how_many = Counter(outcomes)
        return ListSummary(
            name,
            seen=len(self.rows[name]),
            new=how_many[Outcome.NEW],
            changed=how_many[Outcome.CHANGED],
            unchanged=how_many[Outcome.UNCHANGED],
            refused=tuple(self.refusals[name]),
        )


def classified() -> list[StarterList]:
    """The lists whose rows have forms, stages and populations, in a list of their own."""
    return [OUTPUTS, EVENTS, PRACTICES]
