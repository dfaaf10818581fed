"""Text of Word, PowerPoint and Excel files: their XML read as a stream, nothing executed."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from research.ingestion.confined.answers import Refused

#: Unpacked bytes of all parts that are read; more is no text.
MOST_UNPACKED = 256 * 1024**2
PIECE = 65_536
MAX_PAGES = 3000
MAX_PAGE_CHARACTERS = 100_000
MAX_CHARACTERS = 15_000_000
#: Cells of a sheet in one line, and lines of a sheet that are kept.
MOST_SHARED = 2_000_000

PARTS = {
    "macros": re.compile(r"vbaProject\.bin$|\.xlm$|macrosheets/", re.I),
    "embedded-files": re.compile(r"/embeddings/|/activeX/|oleObject", re.I),
    "external-links": re.compile(r"/externalLinks/", re.I),
}
SLIDE = re.compile(r"^ppt/slides/slide(\d+)\.xml$")
SHEET = re.compile(r"^xl/worksheets/sheet(\d+)\.xml$")

Started = Callable[[str, dict[str, str]], None]


class Archive:
    """The parts of an Office file, unpacked no further than is honest."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Refused("damaged_office") from error
        self.names = self.zip.namelist()
        self.unpacked = 0

    def pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self.zip.open(name) as part:
                while piece := part.read(PIECE):
                    self.unpacked += len(piece)
                    if self.unpacked > MOST_UNPACKED:
                        raise Refused("bomb")
                    yield piece
        except KeyError:
            return
        except RuntimeError as error:  # locked with a password
            raise Refused("password") from error
        except Refused:
            raise
        except Exception as error:  # packers raise what they like
            raise Refused("damaged_office") from error

    def active(self) -> list[str]:
        """What acts by itself, or reaches out, by the names of the parts."""
        return sorted(
            what
            for what, pattern in PARTS.items()
            if any(pattern.search(name) for name in self.names)
        )

    @property
    def is_encrypted(self) -> bool:
        return any(info.flag_bits & 1 for info in self.zip.infolist())


class Text:
    """Text gathered from XML, page by page."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.parts: list[str] = []
        self.length = self.total = 0

    def add(self, text: str) -> None:
        if self.length < MAX_PAGE_CHARACTERS:
            self.parts.append(text)
            self.length += len(text)
        self.total += len(text)
        if self.total > MAX_CHARACTERS:
            raise Refused("too_much_text")

    def end_page(self) -> None:
        self.pages.append(re.sub(r"\n{3,}", "\n\n", "".join(self.parts)).strip())
        self.parts, self.length = [], 0
        if len(self.pages) > MAX_PAGES:
            raise Refused("too_many_pages")


def parse(
    pieces: Iterator[bytes],
    start: Started,
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    """Feed a part to a parser that knows no DTD, so no entities and nothing from elsewhere."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_told: object) -> None:
        raise Refused("damaged_office")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged_office") from error


def word(archive: Archive) -> list[str]:
    """Pages as Word last saw them: where it noted their breaks; otherwise all in one."""
    text = Text()
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "w:t":
                inside[0] = True
            case "w:tab":
                text.add("\t")
            case "w:lastRenderedPageBreak":
                text.end_page()
            case "w:br" | "w:cr":
                text.add("\n")

    def end(tag: str) -> None:
        if tag == "w:t":
            inside[0] = False
        elif tag == "w:p":
            text.add("\n")
        elif tag == "w:tc":
            text.add("\t")

    parse(
        archive.pieces("word/document.xml"),
        start,
        end,
        lambda data: text.add(data) if inside[0] else None,
    )
    text.end_page()
    return text.pages


def slides(archive: Archive) -> list[str]:
    """A page for each slide, in their order."""
    text = Text()
    inside = [False]

    def start(tag: str, _attributes: dict[str, str]) -> None:
        inside[0] = inside[0] or tag == "a:t"

    def end(tag: str) -> None:
        if tag == "a:t":
            inside[0] = False
        elif tag == "a:p":
            text.add("\n")

    for name in _numbered(archive, SLIDE):
        parse(archive.pieces(name), start, end, lambda data: text.add(data) if inside[0] else None)
        text.end_page()
    return text.pages


def sheets(archive: Archive) -> list[str]:
    """A page for each sheet: its cells, parted by tabs."""
    shared = _shared_texts(archive)
    text = Text()
    kind, inside = [""], [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            kind[0] = attributes.get("t", "n")
        inside[0] = inside[0] or tag in {"v", "t"}

    def end(tag: str) -> None:
        if tag in {"v", "t"}:
            inside[0] = False
            text.add("\t")
        elif tag == "row":
            text.add("\n")

    def data(value: str) -> None:
        if not inside[0]:
            return
        is_shared = kind[0] == "s" and value.isdigit() and int(value) < len(shared)
        text.add(shared[int(value)] if is_shared else value)

    for name in _numbered(archive, SHEET):
        parse(archive.pieces(name), start, end, data)
        text.end_page()
    return text.pages


def _shared_texts(archive: Archive) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    inside = [False]

    def start(tag: str, _attributes: dict[str, str]) -> None:
        inside[0] = inside[0] or tag == "t"

    def end(tag: str) -> None:
        if tag == "t":
            inside[0] = False
        elif tag == "si":
            found.append("".join(parts))
            parts.clear()
            if len(found) > MOST_SHARED:
                raise Refused("too_much_text")

    parse_if = [name for name in archive.names if name == "xl/sharedStrings.xml"]
    for name in parse_if:
        parse(
            archive.pieces(name),
            start,
            end,
            lambda data: parts.append(data) if inside[0] else None,
        )
    return found


def _numbered(archive: Archive, pattern: re.Pattern[str]) -> list[str]:
    found = {int(match[1]): name for name in archive.names if (match := pattern.match(name))}
    return [found[number] for number in sorted(found)]
