"""The index on this node's disk: where it lies, what its fields are, how it is opened.

``INDEX_ROOT/live`` names the generation in use. A generation is a folder with
two indexes, *outputs* and *pages*, and ``about.json``, which says which
database it was made from and by which rules.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Self

import tantivy
from django.conf import settings
from django.db import connection

from research.search import analysis
from research.search.facets import FACETS

#: Raise when the fields change: an index of another shape is rebuilt.
SHAPE = 1
TEXT_FIELDS = ("title", "record", "everything")


class IndexAway(Exception):
    """There is no index of this database here that can be asked."""


@dataclass(frozen=True, slots=True)
class About:
    """Which database an index was made from, and by which rules."""

    system: str
    database: str
    shape: int = SHAPE
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
        try:
            return bool(json.loads((self.folder / "about.json").read_text()) == asdict(about))
        except (OSError, ValueError):
            return False

    def searchers(self) -> tuple[tantivy.Searcher, tantivy.Searcher]:
        """Outputs and pages as of the last commit of the follower."""
        try:
            self.outputs.reload()
            self.pages.reload()
        except ValueError as error:
            raise IndexAway(str(error)) from error
        return self.outputs.searcher(), self.pages.searcher()


@cache
def output_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace")
    for facet in FACETS:
        builder.add_text_field(facet.name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    for name in ("newest", "oldest", "alphabet"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


@cache
def page_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("output", "document", "number"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace")
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
    """The generation in use, opened once a process (after its fork)."""
    folder = live_folder()
    generation = _opened.get(str(folder))
    if generation is None:
        generation = Generation.open(folder)
        _opened.clear()
        _opened[str(folder)] = generation
    return generation
