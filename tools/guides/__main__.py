"""Draws all guides, or those whose slugs are named."""

from __future__ import annotations

import sys

from tools.guides.check import check
from tools.guides.pdf import as_bytes, draw
from tools.guides.scan import scan
from tools.guides.text import Guide, read_list


def main() -> None:
    chosen = set(sys.argv[1:])
    for guide in read_list():
        if not chosen or guide.slug in chosen:
            make(guide)


def make(guide: Guide) -> None:
    """Write one guide's file beside its row in the list, unless something is wrong with it."""
    pages = guide.pages()
    if len(pages) != guide.page_count:
        raise SystemExit(f"{guide.file.name}: {len(pages)} pages, not {guide.page_count}")
    pdf = draw(pages, title=guide.title, language=guide.language)
    if guide.is_scanned:
        file = as_bytes(scan(pdf, title=guide.title, language=guide.language))
        report = "pictures only"
    else:
        file = as_bytes(pdf)
        report = check(guide, pages, file)
    guide.file.write_bytes(file)
    print(f"{guide.file.name}: {len(file) / 1024:.0f} KB, {report}")


if __name__ == "__main__":
    main()
