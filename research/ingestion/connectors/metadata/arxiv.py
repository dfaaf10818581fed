"""arXiv's own format: what preprint servers of its kind offer beside Dublin Core."""

import re

from research.ingestion.cleaning import licences, names
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.xml_trees import Tree, along, said_at, words

IN_JOURNAL = re.compile(r"^(?P<container>[^\d(]{4,}?)[\s.,]+(?P<volume>\d+)")


def entry(element: Tree) -> Entry:
    found = Entry(1)
    number = said_at(element, "id")
    found.add("title", said_at(element, "title"))
    found.add("abstract", said_at(element, "abstract"))
    found.add("doi", said_at(element, "doi"))
    found.add("issued", said_at(element, "created"))
    licence = said_at(element, "license")
    found.add("licence", licence if licences.spdx(licence) else "")
    if number:
        found.add("url", f"https://arxiv.org/abs/{number}")
        found.add("pdf_url", f"https://arxiv.org/pdf/{number}")
    for person in along(element, "authors/author"):
        parts = [said_at(person, "keyname"), said_at(person, "forenames")]
        found.add("author", ", ".join(filter(None, parts)))
        for place in along(person, "affiliation"):
            found.add("institution", words(place).replace(";", ","))
    if not found.first("author"):  # arXivRaw has all of them in one line
        for name in names.split(said_at(element, "authors")):
            found.add("author", name)
    if not found.first("issued"):
        found.add("issued", said_at(element, "version/date"))
    if journal := IN_JOURNAL.match(said_at(element, "journal-ref")):
        found.add("container", journal["container"].strip(" ,."))
        found.add("volume", journal["volume"])
    found.add("kind", "article" if found.first("container") else "preprint")
    return found
