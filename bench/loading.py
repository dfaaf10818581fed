"""Brings generated outputs into PostgreSQL by COPY."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from bench.generated import Generated, World
from partners.models import Institution, Person
from research.models import (
    Corridor,
    Credit,
    Document,
    DocumentPage,
    Output,
    OutputInstitution,
)

#: Outputs that are written at once, each kind of row in its turn.
BATCH = 5_000

#: Columns of an output that are generated under their own names.
TAKEN = (
    *("title", "abstract", "summary", "type", "language", "issued", "access", "keywords"),
    *("forms", "stages", "populations", "sdgs", "sex_disaggregated"),
)

Row = Mapping[str, Any]


def load(world: World) -> None:
    """All rows of the world. The triggers of the change feed rest: no follower listens.

    Each batch of outputs is one transaction: a load that was stopped goes on where it stood.
    """
    if not Person.objects.exists():
        with transaction.atomic():
            _load_names(world)
    there = Output.objects.count()
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in ROWS]  # noqa: SLF001
        _each(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", tables)
        for batch in _batches(world.outputs()):
            if batch[-1].number > there:
                with transaction.atomic():
                    _load_outputs(batch, world)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a test loads in one transaction
        _each(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", tables)
        cursor.execute("ANALYZE")


def _load_outputs(batch: list[Generated], world: World) -> None:
    for model, rows in ROWS.items():
        copy(model, (row for output in batch for row in rows(output, world)))


def _load_names(world: World) -> None:
    copy(
        Person,
        ({"id": n, "slug": f"person-{n}", "name": name} for n, name in enumerate(world.people, 1)),
    )
    copy(Institution, (_institution(n, name) for n, name in enumerate(world.institutions, 1)))
    copy(
        Corridor,
        (
            {"id": n, "origin_id": origin, "destination_id": to}
            for n, (origin, to) in enumerate(world.corridors, 1)
        ),
    )


def _institution(n: int, name: str) -> Row:
    return {
        "id": n,
        "slug": f"institution-{n}",
        "name": name,
        "acronym": "".join(word[0] for word in name.split()) + str(n),
        "kind": "research-institute",
        "hub_role": "publisher",
    }


def _outputs(output: Generated, _world: World) -> Iterator[Row]:
    yield {
        "id": output.number,
        "slug": f"output-{output.number}",
        "status": "published",
        "published_at": timezone.now(),
        "provenance": Jsonb({}),
        "field_comments": Jsonb({}),
        **{name: getattr(output, name) for name in TAKEN},
    }


def _themes(output: Generated, _world: World) -> Iterator[Row]:
    return ({"output_id": output.number, "theme_id": theme} for theme in output.themes)


def _countries(output: Generated, _world: World) -> Iterator[Row]:
    return ({"output_id": output.number, "country_id": code} for code in output.countries)


def _corridors(output: Generated, _world: World) -> Iterator[Row]:
    if output.corridor:
        yield {"output_id": output.number, "corridor_id": output.corridor}


def _credits(output: Generated, world: World) -> Iterator[Row]:
    for order, person in enumerate(output.people, 1):
        name = world.people[person - 1]
        yield {"output_id": output.number, "person_id": person, "name": name, "order": order}


def _institutions(output: Generated, _world: World) -> Iterator[Row]:
    for order, institution in enumerate(output.institutions, 1):
        yield {"output_id": output.number, "institution_id": institution, "order": order}


def _documents(output: Generated, _world: World) -> Iterator[Row]:
    if output.pages:
        yield {
            "id": output.number,
            "output_id": output.number,
            "file": "documents/none",
            "filename": "paper.pdf",
            "sha256": f"{output.number:064x}",
            "size": 1,
            "state": "read",
            "page_count": len(output.pages),
            "read_at": timezone.now(),
        }


def _pages(output: Generated, _world: World) -> Iterator[Row]:
    for number, text in enumerate(output.pages, 1):
        yield {"document_id": output.number, "number": number, "text": text}


ROWS: dict[type[models.Model], Callable[[Generated, World], Iterator[Row]]] = {
    Output: _outputs,
    Output.themes.through: _themes,
    Output.countries.through: _countries,
    Output.corridors.through: _corridors,
    Credit: _credits,
    OutputInstitution: _institutions,
    Document: _documents,
    DocumentPage: _pages,
}


def copy(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Write rows; what they don't name gets what the model would give it."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    defaults = {name: value for name, value in _defaults(model).items() if name not in first}
    columns = [*first, *defaults]
    tail = list(defaults.values())
    table, quote = model._meta.db_table, connection.ops.quote_name  # noqa: SLF001
    order = f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(order) as copy:
        for row in (first, *rows):
            copy.write_row([*row.values(), *tail])


@cache
def _defaults(model: type[models.Model]) -> Row:
    """By column, for a new row; its number comes from the sequence."""
    empty = model()
    return {
        str(field.column): timezone.now()
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        else getattr(empty, field.attname) or ""
        if isinstance(field, models.FileField)
        else getattr(empty, field.attname)
        for field in model._meta.concrete_fields  # noqa: SLF001
        if not field.primary_key
    }


def _each(cursor: Any, order: str, tables: Sequence[str]) -> None:
    for table in tables:
        cursor.execute(order.format(connection.ops.quote_name(table)))


def _batches(outputs: Iterator[Generated]) -> Iterator[list[Generated]]:
    batch: list[Generated] = []
    for output in outputs:
        batch.append(output)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
