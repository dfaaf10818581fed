"""The index on this node's disk: where it lies, what its fields are, how it is opened.

``INDEX_ROOT/live`` names the generation in use. A generation is a folder with
two indexes, *outputs* and *pages*, and ``about.json``, which says which
database it was made from and by which rules.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

import tantivy
from django.conf import settings
from django.db import connection

from research.search import analysis
from research.search.facets import FACETS

#: The kinds of fields there are: words in a row, words alone, values, numbers.
KINDS: dict[str, Callable[[tantivy.SchemaBuilder, str], object]] = {
    "text": lambda schema, name: schema.add_text_field(name, tokenizer_name="whitespace"),
    "words": lambda schema, name: schema.add_text_field(
        name, tokenizer_name="whitespace", index_option="basic"
    ),
    "identifier": lambda schema, name: schema.add_text_field(
        name, tokenizer_name="raw", index_option="basic"
    ),
    "value": lambda schema, name: schema.add_text_field(
        name, fast=True, tokenizer_name="raw", index_option="basic"
    ),
    "number": lambda schema, name: schema.add_unsigned_field(name, indexed=True, fast=True),
    "order": lambda schema, name: schema.add_unsigned_field(name, fast=True),
}
#: Words by their stems, but for ``spelt``: the title's words as they are written.
TEXT_FIELDS = ("title", "record", "everything", "people", "institutions", "spelt")
OUTPUT_FIELDS = (
    ("id", "number"),
    *((name, "text") for name in TEXT_FIELDS),
    # Every word of the record as it is written, for the closest spelling of one that is not.
    ("written", "words"),
    ("identifier", "identifier"),
    *((facet.name, "value") for facet in FACETS),
    ("year", "number"),
    *((name, "order") for name in ("newest", "oldest", "alphabet", "digest")),
)
PAGE_FIELDS = (
    ("output", "number"),
    ("document", "number"),
    ("number", "number"),
    ("text", "text"),
)
#: An index with other fields than these is rebuilt: queries name fields by their place.
SHAPE = hashlib.sha256(repr((OUTPUT_FIELDS, PAGE_FIELDS)).encode()).hexdigest()[:12]


class IndexAway(Exception):
    """There is no index of this database here that can be asked."""


@dataclass(frozen=True, slots=True)
class About:
    """Which database an index was made from, and by which rules."""

    system: str
    database: str
    shape: str = SHAPE
    analysis: int = analysis.VERSION

    @classmethod
    def of_this_database(cls) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT system_identifier::text, (SELECT oid::text FROM pg_database"
                " WHERE datname = current_database()) FROM pg_control_system()"
            )
            return cls(*cursor.fetchone())


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index, in a folder of its own."""

    folder: Path
    outputs: tantivy.Index
    pages: tantivy.Index
    #: The searchers of the last commit that was seen, and which that was.
    _kept: dict[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def create(cls, folder: Path) -> Self:
        for part in ("outputs", "pages"):
            (folder / part).mkdir(parents=True, mode=0o700)
        return cls(
            folder,
            tantivy.Index(output_schema(), path=str(folder / "outputs")),
            tantivy.Index(page_schema(), path=str(folder / "pages")),
        )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Raises ``IndexAway`` where the folder holds no sound index."""
        try:
            outputs = tantivy.Index.open(str(folder / "outputs"))
            pages = tantivy.Index.open(str(folder / "pages"))
        except (ValueError, OSError) as error:
            raise IndexAway(str(error)) from error
        for index in (outputs, pages):
            index.config_reader(reload_policy="manual")
        return cls(folder, outputs, pages)

    def is_about(self, about: About) -> bool:
        return self._about() == asdict(about)

    def is_by_these_rules(self) -> bool:
        """Whether it has the fields and the stems that this process asks for."""
        about = self._about()
        return about.get("shape") == SHAPE and about.get("analysis") == analysis.VERSION

    def _about(self) -> dict[str, object]:
        try:
            return dict(json.loads((self.folder / "about.json").read_text()))
        except (OSError, ValueError):
            return {}

    def searchers(self) -> tuple[tantivy.Searcher, tantivy.Searcher]:
        """Outputs and pages as of the last commit of the follower: the same until the next."""
        try:
            committed = self._committed()
            if self._kept.get("committed") != committed:
                self.outputs.reload()
                self.pages.reload()
                self._kept["searchers"] = self.outputs.searcher(), self.pages.searcher()
                self._kept["committed"] = committed
        except (ValueError, OSError) as error:
            raise IndexAway(str(error)) from error
        found: tuple[tantivy.Searcher, tantivy.Searcher] = self._kept["searchers"]
        return found

    def _committed(self) -> tuple[tuple[int, int, int], ...]:
        """Each commit puts a new file in the place of the last one."""
        stats = [(self.folder / part / "meta.json").stat() for part in ("outputs", "pages")]
        return tuple((one.st_ino, one.st_mtime_ns, one.st_size) for one in stats)


@cache
def output_schema() -> tantivy.Schema:
    return _schema(OUTPUT_FIELDS)


@cache
def page_schema() -> tantivy.Schema:
    return _schema(PAGE_FIELDS)


def _schema(fields: tuple[tuple[str, str], ...]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, kind in fields:
        KINDS[kind](builder, name)
    return builder.build()


def delete(
    writer: tantivy.IndexWriter, schema: tantivy.Schema, field: str, ids: Sequence[int]
) -> None:
    """Take out what has one of ``ids`` in ``field``.

    By query: ``delete_documents_by_term`` silently finds nothing in an unsigned field.
    """
    writer.delete_documents_by_query(tantivy.Query.term_set_query(schema, field, list(ids)))


def root() -> Path:
    return Path(settings.INDEX_ROOT)


def live_folder() -> Path:
    """The folder of the generation in use. Raises ``IndexAway`` where there is none."""
    try:
        return root() / (root() / "live").read_text().strip()
    except OSError as error:
        raise IndexAway("No search index has been built yet.") from error


#: The generation this process has open. One at a time: a swap replaces it.
_opened: dict[str, Generation] = {}


def live() -> Generation:
    """The generation in use, opened once a process (after its fork).

    Raises ``IndexAway`` where there is none that this version of the hub can ask.
    """
    folder = live_folder()
    generation = _opened.get(str(folder))
    if generation is None:
        generation = Generation.open(folder)
        if not generation.is_by_these_rules():
            raise IndexAway("The search index is of an older version of the hub.")
        _opened.clear()
        _opened[str(folder)] = generation
    return generation
