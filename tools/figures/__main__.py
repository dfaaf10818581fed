"""``python -m tools.figures DIR`` writes the plain figures that ship with the project anew."""

import os
import sys
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")
    django.setup()
    from hub.figures import loading, plain
    from hub.figures.sources import PUBLICATIONS

    folder, countries = Path(sys.argv[1]), frozenset({"BD", "IN", "LK", "NP", "PK"})
    for source, publication in PUBLICATIONS.items():
        files = loading.files_of(publication, folder)
        if publication.may_be_shipped and files:
            cells = (cell for file in files for cell in publication.reader(file, countries))
            count = plain.write(loading.SHIPPED / f"{source}.csv", cells)
            print(f"{source}: {count} figures of {len(files)} files")


main()
