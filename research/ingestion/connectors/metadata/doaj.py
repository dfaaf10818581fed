"""Articles as the Directory of Open Access Journals tells them."""

from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.xml_trees import Tree, along, attribute, children, words

FIELDS = {
    "title": "title", "publisher": "publisher", "journalTitle": "container", "issn": "issn",
    "eissn": "issn", "publicationDate": "issued", "volume": "volume", "issue": "journal_number",
    "startPage": "first_page", "endPage": "last_page", "doi": "doi", "abstract": "abstract",
    "language": "language", "documentType": "kind",
}  # fmt: skip


def entry(element: Tree) -> Entry:
    found = Entry(1)
    for name, field in FIELDS.items():
        for one in children(element, name):
            found.add(field, words(one))
    for person in along(element, "authors/author"):
        orcid = next((words(one) for one in children(person, "orcid_id")), "")
        for name in children(person, "name"):
            found.add("author", f"{words(name)} {orcid}".strip())
    for place in along(element, "affiliationsList/affiliationName"):
        found.add("institution", words(place).replace(";", ","))
    for keyword in along(element, "keywords/keyword"):
        found.add("keywords", words(keyword))
    for address in children(element, "fullTextUrl"):
        is_file = attribute(address, "format").casefold() == "pdf"
        found.add("pdf_url" if is_file else "url", words(address))
    found.add("kind", "article")
    return found
