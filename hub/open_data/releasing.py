"""Makes a release: all files first, then the row that names them; then the oldest go."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from hub.models import DataRelease
from hub.open_data import writing
from hub.open_data.notes import licence, readme
from hub.open_data.tables import TABLES
from hub.open_data.writing import Written

FOLDER = "open-data"


def release(*, tell: Callable[[str], object] = lambda said: None) -> DataRelease:
    """Write a copy of the hub. Twice makes two; a crash on the way leaves the last one whole."""
    made_at = timezone.now()
    with tempfile.TemporaryDirectory(prefix="salam-open-data-") as name:
        folder = Path(name)
        found: list[Written] = []
        for stem, table in TABLES.items():
            found += writing.tables(folder, stem, table.lines(), list(table.columns))
            tell(f"{stem}: {found[-1].rows}")
        found.append(writing.text(folder, "LICENCE.txt", licence()))
        found.append(writing.text(folder, "README.md", readme(found, made_at)))
        files = [_stored(each, made_at) for each in found]
    made = DataRelease.objects.create(made_at=made_at, files=files)
    for outdated in DataRelease.objects.outdated():
        _remove(outdated)
    return made


def _stored(file: Written, made_at: datetime) -> dict[str, Any]:
    """Under a name with the moment in it: nobody's download changes under their hands."""
    wanted = f"{FOLDER}/{made_at:%Y%m%dT%H%M%S%f}/{file.name}"
    with file.path.open("rb") as content:
        return file.told(_store().save(wanted, File(content)))


def _remove(outdated: DataRelease) -> None:
    """The row first: a file without a row is waste, a row without its file a lie."""
    names = [file["stored_as"] for file in outdated.files]
    outdated.delete()
    for name in names:
        _store().delete(name)


def _store() -> Storage:
    return storages["default"]
