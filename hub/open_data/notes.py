"""What lies beside the tables in words: what they are, and what may be done with them."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from hub.open_data.tables import TABLES
from hub.open_data.writing import Written

README = """\
# Data of the {name}

Made on {made_at:%Y-%m-%d %H:%M} UTC from {address}; a new copy is made every night.

Each table comes twice, with the same rows: as JSON Lines (one JSON object a line) and as CSV
(UTF-8 with its mark; lists joined with "; "; a cell that a spreadsheet would take for a formula
begins with an apostrophe). Both are packed with gzip. The names of the columns are those of the
REST API, {address}/api/docs/.

## Tables

{tables}

## What is not in them

- Drafts, and works that were withdrawn.
- The abstracts of works that others published, unless their licence lets everybody pass them
  on: these texts belong to their publishers. Summaries are the hub's own words and are there.
- The text and the files of documents: their addresses are there, each file keeps its licence.
- Notes for staff, and anything about those who read.

## Checking what you have

{digests}

See LICENCE.txt for what you may do with it.
"""

LICENCE = """\
The descriptions in these tables (titles, names, dates, summaries, classification) are facts, or
words of the {name}. The hub gives them away under
Creative Commons Attribution 4.0 International: https://creativecommons.org/licenses/by/4.0/
Say where they come from: {name}, {address}

The works that are described keep their own licences; see the column "licence" of the table of
outputs. Where it is empty, ask the publisher before you use more than a quotation.
Abstracts stand under the licence of their work.
"""


def licence() -> str:
    return LICENCE.format(name=settings.HUB_NAME, address=settings.HUB_URL)


def readme(files: Sequence[Written], made_at: datetime) -> str:
    rows = {
        file.name.removesuffix(".jsonl.gz"): file.rows for file in files if file.rows is not None
    }
    return README.format(
        name=settings.HUB_NAME,
        address=settings.HUB_URL,
        made_at=made_at,
        tables="\n".join(
            f"- **{stem}** ({rows.get(stem, 0):,} rows): {table.says}.\n"
            f"  Columns: {', '.join(table.columns)}."
            for stem, table in TABLES.items()
        ),
        digests="\n".join(f"    {file.sha256}  {file.name}" for file in files),
    )
