"""One check for each part the node needs: a name, and what it says of itself.

A check returns a word or a figure when all is well and raises when it isn't.
"""

from collections.abc import Callable

from celery import current_app
from django.core.cache import cache
from django.db import connection

from research.ingestion import recognition
from research.search import feed, index


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def broker() -> str:
    with current_app.connection_for_read() as link:
        link.ensure_connection(max_retries=1, timeout=1)
    return "ok"


def kept_cache() -> str:
    cache.set("health", "ok", timeout=5)
    return "ok"


def search_index() -> str:
    """How many changes the index has not taken in yet."""
    index.live().searchers()
    position = feed.load(index.live_folder())
    if position is None:
        raise index.IndexAway("It has lost its place in the change feed.")
    _after, changed = feed.changed_since(position)
    return f"{len(changed)} changes behind"


def text_recognition() -> str:
    """Whether scans that are uploaded become searchable on this node."""
    if not recognition.is_installed():
        return "not installed: scans stay pictures"
    return "+".join(sorted(recognition.installed_languages() - {"osd"}))


#: Without the needed ones a node can't answer; without the others it answers more plainly.
NEEDED: dict[str, Callable[[], str]] = {"database": database}
HELPFUL: dict[str, Callable[[], str]] = {
    "search index": search_index,
    "cache": kept_cache,
    "broker": broker,
    "text recognition": text_recognition,
}
