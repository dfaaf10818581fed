"""``python -m bench.development_hub``: real records harvested into the hub of HUB_DATA.

A server on this machine gives what the shared data hold: the evaluations of IOM as the list
they are, and the feed of migration journals as Crossref answers, page by page. They are
harvested as any source is, by connector and matching, and published at once where nothing is
missing. Where only a summary is, one is put together from the record's facts, as an editor
would at least. Harvested again, nothing changes.
"""

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django

from bench.data import shared
from salam import embedded

ROWS = 100
EVALUATIONS = "/evaluations.json"
PREFIX = "10.9999"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")
    with embedded.servers(), serving() as place:
        django.setup()
        harvest(place)


def harvest(place: str) -> None:
    # Imported here, as its imports need Django to be set up.
    from django.conf import settings

    from research.ingestion.harvesting import runs
    from research.ingestion.harvesting.work import work_on
    from research.models import Harvest, Output

    settings.SERVICES = {"crossref": place, "evaluations": place}
    for source in _sources(place):
        run, began = runs.begin(source, by=None, since=""), perf_counter()
        work_on(run.pk, lambda done, total: print(f"\r{done:,} of {total:,}", end=""))
        run = Harvest.objects.get(pk=run.pk)
        seconds = perf_counter() - began
        print(f"\n{source}: {run.state} {run.reason} {seconds:.0f} s", run.counts())
        for reason, count in _reasons(run).most_common(12):
            print(f"  {count:5} {reason}")
    _publish_what_has_a_theme()
    for status, label in Output.Status.choices:
        print(f"{Output.objects.filter(status=status).count():6,} {label}")


def _sources(place: str) -> list[Any]:
    from research.models import Source

    told: tuple[tuple[str, str, str, dict[str, str]], ...] = (
        ("iom-evaluations", "IOM evaluations", "file", {"address": f"{place}{EVALUATIONS}"}),
        ("migration-journals", "Journals on migration", "crossref", {"prefix": PREFIX}),
    )
    return [
        Source.objects.update_or_create(
            slug=slug,
            defaults={
                "name": name,
                "kind": kind,
                "settings": settings,
                "trust": Source.Trust.PUBLISH,
            },
        )[0]
        for slug, name, kind, settings in told
    ]


def _publish_what_has_a_theme() -> None:
    from research import editorial
    from research.models import Output

    waiting = Output.objects.filter(
        status=Output.Status.SUBMITTED, harvest_records__isnull=False, themes__isnull=False
    ).distinct()
    for output in waiting.prefetch_related("credits", "countries"):
        if not output.summary:
            output.summary, output.summary_from_title = _facts(output), True
            output.save(update_fields=["summary", "summary_from_title"])
        editorial.publish(output, by=None)


def _facts(output: Any) -> str:
    """What kind of work it is, by whom and on which countries."""
    names = [credit.name for credit in output.credits.all()]
    by = f" by {names[0]}{' and others' if len(names) > 1 else ''}" if names else ""
    place = f" in {output.container}" if output.container else ""
    on = ", ".join(country.name for country in output.countries.all()[:4])
    return f"{output.get_type_display()}{by}{place}, {output.issued[:4]}." + (
        f" Covers {on}." if on else ""
    )


def _reasons(run: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for verdict, reasons, remarks in run.records.values_list("verdict", "reasons", "remarks"):
        for reason in [*reasons, *(f"{field}: {why}" for field, _value, why in remarks)]:
            found[f"{verdict}: {reason}"] += 1
    return found


def works() -> list[dict[str, Any]]:
    """The feed as Crossref answers: it tells the day an article appeared, not that it is of."""
    path = shared() / "biblio-crossref-weekly" / "migration_records.jsonl"
    with path.open(encoding="utf-8") as lines:
        return [_work(json.loads(line)) for line in lines]


def _work(told: dict[str, str]) -> dict[str, Any]:
    work = {
        "DOI": told["doi"],
        "URL": f"https://doi.org/{told['doi']}",
        "type": "journal-article",
        "title": [told["title"]] if told.get("title") else [],
        "container-title": [told["journal"]],
        "author": [_author(name) for name in (told.get("authors") or "").split(", ") if name],
        "issued": {"date-parts": [[int(part) for part in told["first_seen"].split("-")]]},
        "abstract": told.get("abstract"),
    }
    return {name: value for name, value in work.items() if value}


def _author(name: str) -> dict[str, str]:
    given, _blank, family = name.rpartition(" ")
    return {"given": given, "family": family} if given else {"name": name}


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that answers as those of IOM and Crossref would."""
    all_works = works()
    evaluations = (shared() / "migration-iom-evaluations" / "evaluations.json").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            body = evaluations if url.path == EVALUATIONS else _page(all_works, url.query)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _page(all_works: list[dict[str, Any]], query: str) -> bytes:
    cursor = parse_qs(query).get("cursor", ["*"])[0]
    begin = 0 if cursor == "*" else int(cursor)
    page = all_works[begin : begin + ROWS]
    message = {
        "total-results": len(all_works),
        "items": page,
        "next-cursor": str(begin + len(page)),
    }
    return json.dumps({"message": message}).encode()


if __name__ == "__main__":
    main()
