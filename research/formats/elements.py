"""XML, an element at a time; what has no text is not written."""

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it


class Vocabulary:
    """The elements of one namespace."""

    def __init__(self, namespace: str, location: str, prefix: str | None = None) -> None:
        self.namespace = namespace
        self.location = location
        self._names: dict[str | None, str] = {prefix: namespace, "xsi": XSI}

    def root(self, name: str, more: Mapping[str | None, str] | None = None) -> Element:
        """A root that says where its schema lies."""
        root = etree.Element(f"{{{self.namespace}}}{name}", nsmap={**self._names, **(more or {})})
        root.set(f"{{{XSI}}}schemaLocation", f"{self.namespace} {self.location}")
        return root

    def under(self, parent: Element, name: str, /, **attributes: str) -> Element:
        """An element that holds others."""
        return etree.SubElement(parent, f"{{{self.namespace}}}{name}", _said(attributes))

    def say(self, parent: Element, name: str, text: str, /, **attributes: str) -> None:
        """``text`` in an element of its own, if there is any. ``lang`` is ``xml:lang``."""
        if text:
            self.under(parent, name, **attributes).text = text


def without_empty(root: Element) -> Element:
    """``root`` without the parts that nothing was said in."""
    for part in list(root):
        if not len(part) and not part.text:
            root.remove(part)
    return root


def _said(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        XML_LANG if name == "lang" else name: text for name, text in attributes.items() if text
    }


def written(element: Element) -> str:
    return str(etree.tostring(element, encoding="unicode"))


def document(element: Element) -> str:
    """A file of its own, set out to be read."""
    etree.indent(element)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written(element)}\n'
