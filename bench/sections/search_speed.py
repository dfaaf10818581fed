from collections.abc import Mapping
from typing import Any

from bench.tables import table

HEAD = (
    "question",
    "found",
    "search",
    "of which rows",
    "Tantivy alone",
    "search ÷ Tantivy",
    "without rows",
    "whole request",
)

COLUMNS = (
    "*Search* is `find()` with the twenty outputs from PostgreSQL, all facets in words, snippets "
    "and pages; *of which rows* is what Django needs to read these outputs with their people, "
    "themes and so on. *Tantivy alone* is a plain BM25 query for the best twenty and the same "
    "facet counts on the same index. The *whole request* is the search page through Django's "
    "test client."
)


def written(found: Mapping[str, Any]) -> str:
    rows = [
        (
            f"{kind['name']}: {kind['says']}",
            f"{kind['found']:,}",
            _times(kind["find"]),
            _times(kind["rows"]),
            _times(kind["raw"]),
            f"{kind['find']['p50'] / kind['raw']['p50']:.1f}",
            f"{(kind['find']['p50'] - kind['rows']['p50']) / kind['raw']['p50']:.1f}",
            _times(kind["request"]),
        )
        for kind in found["kinds"]
    ]
    return (
        f"{found['size']:,} outputs made up of real titles, sentences and names, with "
        f"{found['pages']:,} pages of documents. {COLUMNS}\n\n"
        + table(HEAD, rows)
        + f"\n- All these questions through gunicorn, one visitor: {_times(found['http'])} ms.\n"
        f"- Index from PostgreSQL: {found['indexing']:,} s, **{found['per_second']:,} outputs a "
        f"second**{_cpu(found)}; it takes {found['index_mb']:,} MB beside a database of "
        f"{found['database_mb']:,} MB (loaded by COPY in {found['loading']:,} s).\n"
        f"{_suggestions(found)}"
        f"- Memory of a web process after these questions: {found['memory_mb']} MB resident.\n"
    )


def _cpu(found: Mapping[str, Any]) -> str:
    """What others took of the cores is not in it."""
    if "indexing_cpu" not in found:
        return ""
    per_second = found["size"] / found["indexing_cpu"]
    return (
        f" ({found['indexing_cpu']:,} s of processor time of the process that builds, that is "
        f"{per_second:,.0f} outputs for each)"
    )


def _suggestions(found: Mapping[str, Any]) -> str:
    if "suggest" not in found:
        return ""
    said = _times(found["suggest"])
    return (
        f"- As-you-type suggestions, the whole request for 45 different beginnings: {said} ms.\n"
    )


def _times(measured: Mapping[str, float]) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"
