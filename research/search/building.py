"""A new index is built beside the live one and swapped in by renaming one small file."""

import gc
import json
import logging
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice

from django.db import DataError

from research.models import Output
from research.search import feed, index
from research.search.entries import Entry, entries

log = logging.getLogger(__name__)

#: Outputs put into the index between two reads of the database.
BATCH = 1000
#: Memory one writer may use before it writes a segment, in bytes.
HEAP = 128_000_000


Progress = Callable[[int, int], None]


def rebuild(progress: Progress | None = None) -> tuple[index.Generation, feed.Position]:
    """Build a new generation from PostgreSQL, make it the live one, remove the others.

    What changes meanwhile is in the change feed after the position noted first.
    """
    about = index.About.of_this_database()
    position = feed.now()
    generation = index.Generation.create(index.root() / f"generation-{uuid.uuid4().hex[:12]}")
    ids = list(Output.objects.published().order_by("pk").values_list("pk", flat=True))
    writer = Writer(generation)
    for done, batch in enumerate(in_batches(ids)):
        writer.add(batch)
        if progress:
            progress(min((done + 1) * BATCH, len(ids)), len(ids))
    writer.close()
    feed.save(position, generation.folder)
    (generation.folder / "about.json").write_text(json.dumps(asdict(about)))
    _swap_in(generation)
    return generation, position


def _swap_in(generation: index.Generation) -> None:
    draft = index.root() / f"live.{uuid.uuid4().hex[:12]}"
    draft.write_text(generation.folder.name)
    draft.replace(index.root() / "live")
    for folder in index.root().glob("generation-*"):
        if folder != generation.folder:
            shutil.rmtree(folder, ignore_errors=True)


def in_batches(ids: Iterable[int]) -> Iterator[tuple[int, ...]]:
    left = iter(ids)
    while batch := tuple(islice(left, BATCH)):
        yield batch


def _readable(ids: tuple[int, ...]) -> list[Entry]:
    """Entries of ``ids``. One that can't be read is left out and told, and stops no other."""
    try:
        return list(entries(ids))
    except (DataError, ValueError, OverflowError) as fault:
        if len(ids) == 1:
            log.error("Output %d cannot be indexed: %s", ids[0], fault)
            return []
        return [entry for pk in ids for entry in _readable((pk,))]


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing here refers to itself; looking for what does took a fifth of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


class Writer:
    """The only hand that writes into a generation."""

    def __init__(self, generation: index.Generation) -> None:
        self._outputs = generation.outputs.writer(HEAP, num_threads=1)
        self._pages = generation.pages.writer(HEAP, num_threads=1)

    def add(self, ids: tuple[int, ...]) -> None:
        with _no_collecting():
            for entry in _readable(ids):
                self.add_entry(entry)

    def replace(self, ids: tuple[int, ...]) -> None:
        """Take the outputs out and put in again what is published of them."""
        index.delete(self._outputs, index.output_schema(), "id", ids)
        index.delete(self._pages, index.page_schema(), "output", ids)
        self.add(ids)

    def commit(self) -> None:
        self._outputs.commit()
        self._pages.commit()

    def close(self) -> None:
        """Commit and wait for merges; the writer is of no more use."""
        self.commit()
        self._outputs.wait_merging_threads()
        self._pages.wait_merging_threads()

    def add_entry(self, entry: Entry) -> None:
        self._outputs.add_document(entry.output)
        for page in entry.pages:
            self._pages.add_document(page)
