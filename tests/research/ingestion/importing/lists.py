"""Lists to bring in, and what came of them."""

import csv
import hashlib
import io
import json

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from research.ingestion.importing import jobs, work
from research.models import Import

WORDS = "wages fees kin camps homes visas skills loans risks ports crops mills".split()
#: All that belongs to outputs; what the import notes about itself is not part of it.
TABLES = (
    "research_output", "research_credit", "research_outputinstitution", "research_document",
    "research_output_themes", "research_output_countries", "research_edition",
    "partners_person", "partners_institution",
)  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    header = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def works(how_many: int) -> list[dict[str, str]]:
    return [
        {
            "Title": f"Of {WORDS[n % 12]} and {WORDS[n // 12 % 12]} in {WORDS[n // 144 % 12]} {n}",
            "Authors": f"Das, Priya{n}; Onta, Nisha",
            "Year": str(1950 + n % 70),
        }
        for n in range(how_many)
    ]


def begun(content: bytes, **options: object) -> Import:
    options = {"owner": None, "by": None, "filename": "list.csv"} | options
    return jobs.begin(ContentFile(content, name="list"), **options)


def checked(content: bytes, **options: object) -> Import:
    job = begun(content, **options)
    work.work_on(job.pk)
    job.refresh_from_db()
    return job


def run(job: Import, verb: str = "run") -> Import:
    jobs.go(job, verb)
    work.work_on(job.pk)
    job.refresh_from_db()
    return job


def digest() -> str:
    with connection.cursor() as cursor:
        parts = []
        for name in TABLES:
            rows = f"SELECT coalesce(string_agg(t::text, '' ORDER BY id), '') FROM {name} t"  # noqa: S608
            cursor.execute(rows)
            parts.append(cursor.fetchone()[0])
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def told(tmp_path, capsys, content: bytes, *options: str) -> dict[str, object]:
    path = tmp_path / "list"
    path.write_bytes(content)
    call_command("import_outputs", str(path), *options)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def counts(line: dict[str, object]) -> list[object]:
    return [line[name] for name in ("seen", "new", "changed", "duplicates", "refused")]
