"""Keeps this node's index up to date: the only writer, one process a node."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import psycopg
from django.db import Error, connection

from research.search import building, feed, index

log = logging.getLogger(__name__)

#: The feed is asked this often even where no notification came, in seconds.
POLL = 1.0
#: A pause after a fault, so that a database that is down is not hammered.
PAUSE = 1.0
#: A quiet hub's position is refreshed this often, so that it never grows too old.
REFRESH = timedelta(hours=1)


class AlreadyFollowed(Exception):
    """Another process of this node follows the feed."""


class Follower:
    """Applies the change feed to the live index, and rebuilds what can't be trusted."""

    def __init__(self) -> None:
        self._generation: index.Generation | None = None
        self._writer: building.Writer | None = None

    def catch_up(self) -> int:
        """Apply what has changed; says how many outputs. Repeating it does no harm."""
        generation, position = self._sound_generation()
        after, changed = feed.changed_since(position)
        if changed:
            self._apply(generation, changed)
        if changed or position.age > REFRESH:
            feed.save(after, generation.folder)
        return len(changed)

    def _apply(self, generation: index.Generation, changed: tuple[int, ...]) -> None:
        if self._writer is None:
            self._writer = building.Writer(generation)
        for batch in building.in_batches(changed):
            self._writer.replace(batch)
        self._writer.commit()

    def _sound_generation(self) -> tuple[index.Generation, feed.Position]:
        """The live generation and how far it got; rebuilt where it can't be trusted."""
        try:
            generation = self._live()
            position = feed.load(generation.folder)
            if position is None or position.is_lost:
                raise index.IndexAway("It has lost its place in the change feed.")
        except index.IndexAway as reason:
            log.info("Building the search index. %s", reason)
            self._take(None)
            generation, position = building.rebuild()
            self._take(generation)
        return generation, position

    def _live(self) -> index.Generation:
        folder = index.live_folder()
        if self._generation is None or self._generation.folder != folder:
            generation = index.Generation.open(folder)
            if not generation.is_about(index.About.of_this_database()):
                raise index.IndexAway("It was made from another database or by other rules.")
            self._take(generation)
            return generation
        return self._generation

    def _take(self, generation: index.Generation | None) -> None:
        """One generation at a time; leaving one gives its writer's lock back."""
        self._writer = None
        self._generation = generation


def follow(stop: Event) -> None:
    """Follow the feed until ``stop`` is set; outlives a database or a disk that fails.

    Raises ``AlreadyFollowed`` where another process of this node does so.
    """
    with _alone():
        while not stop.is_set():
            try:
                _follow_closely(stop)
            except (Error, psycopg.Error, index.IndexAway, OSError, ValueError) as fault:
                log.warning("The search index waits: %s", str(fault).strip().partition("\n")[0])
                connection.close()
                stop.wait(PAUSE)


def _follow_closely(stop: Event) -> None:
    """Catch up at each notification, and each second to be sure."""
    follower = Follower()
    ear = connection.get_new_connection(connection.get_connection_params())
    with ear:
        ear.autocommit = True
        ear.execute("LISTEN outputs_changed")
        while not stop.is_set():
            if count := follower.catch_up():
                log.info("The search index took in %d changed outputs.", count)
            for _ in ear.notifies(timeout=POLL, stop_after=1):
                pass


@contextmanager
def _alone() -> Iterator[None]:
    index.root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (index.root() / "follower.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyFollowed("Another process follows the index of this node.") from error
        yield
