"""What a page says, as a reader finds it: the words, the links and the headings."""

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from django.http import HttpResponse

#: Elements that HTML never closes.
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    """Builds a tree; our own pages close what they open."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


class Page:
    """An answer of the portal, taken apart."""

    def __init__(self, response: HttpResponse) -> None:
        self.status = response.status_code
        reader = _Reader()
        reader.feed(response.content.decode())
        self.main = _found(reader.tree.close(), "main")

    @property
    def words(self) -> str:
        return _text(self.main)

    def texts(self, path: str) -> list[str]:
        """The text of every element of the content that ``path`` finds."""
        return [_text(found) for found in self.main.iterfind(f".//{path}")]

    def links(self) -> dict[str, str]:
        """Where each link leads, by its words."""
        return {_text(link): link.get("href", "") for link in self.main.iterfind(".//a")}

    def facts(self) -> dict[str, str]:
        rows = self.main.iterfind(".//dl[@class='facts']/div")
        return {_text(row[0]): _text(row[1]) for row in rows}

    def languages(self) -> dict[str, tuple[str, str]]:
        """Every text marked as of another language, with that language and its direction."""
        return {
            _text(element): (element.get("lang", ""), element.get("dir", ""))
            for element in self.main.iterfind(".//*[@lang]")
        }


def _found(tree: Element, tag: str) -> Element:
    element = tree.find(f".//{tag}")
    assert element is not None
    return element


def _text(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
