"""``python -m bench.recordings [FOLDER...]``: recorded answers of real servers, harvested.

A server on this machine plays each recording back; the connector of its kind harvests it
through the same door as any other. The table says how many records a file holds, counted
without the connectors, how many came, and why the others are set aside.
"""

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings above

from bench.data import shared  # noqa: E402
from bench.played import Recording, recordings  # noqa: E402
from research.ingestion.connectors.entries import Found  # noqa: E402
from research.ingestion.connectors.table import CONNECTORS, Item  # noqa: E402
from research.ingestion.transport import SourceUnavailable, Transport  # noqa: E402

MOST_PAGES = 1000
FOLDERS = (
    "oai-pmh-recorded", "api-json-recorded", "bib-exchange-formats", "biblio-workingpapers-econ",
    "migration-iom-evaluations", "biblio-crossref-weekly",
)  # fmt: skip


@dataclass
class Outcome:
    """What became of one recording."""

    recording: Recording
    taken: int = 0
    deleted: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    #: Why the server's answer as a whole could not be used.
    unavailable: str = ""

    def count(self, item: Item) -> None:
        if item.is_deleted:
            self.deleted += 1
        elif isinstance(item.read, Found):
            self.taken += 1
        else:
            self.set_aside[item.read.reason if item.read else "nothing read"] += 1

    @property
    def came(self) -> int:
        return self.taken + self.deleted + self.set_aside.total()


@contextmanager
def playing(played: list[Recording]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            number = int(url.path.split("/")[1])
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            status, body = played[number].answer(query)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def harvested(recording: Recording, place: str) -> Outcome:
    outcome = Outcome(recording)
    connector = CONNECTORS[recording.connector]
    transport = Transport(services=dict.fromkeys(CONNECTORS, place))
    asked = connector.checked({"address": f"{place}/", **recording.settings})
    try:
        for page in islice(connector.pages(transport, asked.settings, "", ""), MOST_PAGES):
            for item in page.items:
                outcome.count(item)
    except SourceUnavailable as reason:
        outcome.unavailable = str(reason)
    return outcome


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [shared() / name for name in FOLDERS]
    played = [one for folder in folders for one in recordings(folder)]
    if not played:
        sys.exit(f"There are no recordings in {', '.join(map(str, folders))}.")
    outcomes = []
    with playing(played) as place:
        settings.SERVICES = {"recordings": place}
        for number, recording in enumerate(played):
            outcomes.append(harvested(recording, f"{place}/{number}"))
    for outcome in outcomes:
        print(_row(outcome))
    print(_sum(outcomes))


def _row(outcome: Outcome) -> str:
    reasons = "; ".join(f"{count} x {why}" for why, count in outcome.set_aside.most_common())
    told = outcome.recording
    is_lost = outcome.came < told.holds and not outcome.unavailable
    cells = (
        told.name, told.connector, f"{told.holds}{' LOST' if is_lost else ''}", outcome.taken,
        outcome.set_aside.total(), outcome.deleted,
        " / ".join(filter(None, [reasons, outcome.unavailable])),
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _sum(outcomes: list[Outcome]) -> str:
    taken = sum(one.taken for one in outcomes)
    set_aside = sum(one.set_aside.total() for one in outcomes)
    deleted = sum(one.deleted for one in outcomes)
    silent = sum(bool(one.unavailable) for one in outcomes)
    return (
        f"{len(outcomes)} recordings: {taken + set_aside + deleted} records came, {taken} taken, "
        f"{set_aside} set aside, {deleted} deleted at their source; "
        f"{silent} answers were no list of records."
    )


if __name__ == "__main__":
    main()
