# mypy: disable-error-code="import-not-found,import-untyped"
# Its packages are no part of the hub: see below.
"""Draws the hub's own guides as PDF files from ``text/*.md`` and ``guides.yaml``.

A developer's tool, run rarely: the PDF files are committed, the running hub never imports this.
It needs pikepdf, uharfbuzz, fonttools, numpy, pillow, pypdfium2 and PyYAML (``pip install``) and
Debian's ``fonts-noto-core``; then ``python hub/starter/guides/make_guides.py``. The same packages
give the same bytes. It ends by reading every page back and fails if words were lost.

Why not a browser or a typesetter: they store the *glyphs* of a script. In Devanagari or Sinhala
one glyph is part of a letter, one letter may be several glyphs in another order, and a reader that
extracts text gets broken words. Here the embedded font holds one drawing for each written
*cluster* (a consonant with its vowel signs, shaped by HarfBuzz), and that drawing's meaning is the
cluster's letters in the order they are typed. So what is seen, copied and searched is one thing.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pikepdf
import pypdfium2
import uharfbuzz as hb
import yaml
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import _g_l_y_f as outlines
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageFilter

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/noto")

#: A fixed date, so that a second run changes nothing.
MADE_AT = "D:20261121000000Z"
AUTHOR = "SALAM Knowledge Hub"

A4 = (595.28, 841.89)
MARGIN = 68.0
INDIGO = (0.161, 0.212, 0.498)
INK = (0.094, 0.106, 0.176)
GREY = (0.294, 0.318, 0.412)

#: What a scan of a printed page looks like, and small enough to commit.
SCAN_DPI = 110
SCAN_TILTS = (0.7, -0.5)
SCAN_QUALITY = 38
SCAN_NOISE = 5.0

#: Words of a page that must come back when the page is read.
ENOUGH_WORDS = 0.98

#: Latin words, figures and what stands between them run left to right inside Urdu. The spaces
#: around them are Latin too: a Nastaliq space is so narrow that readers overlook it.
LEFT_TO_RIGHT = re.compile(r"( ?)([A-Za-z0-9]+(?:[ .:/-]+[A-Za-z0-9]+)*)( ?)")


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is set: its typeface, its sizes, its direction."""

    typeface: str
    body: float = 11.0
    leading: float = 1.62
    right_to_left: bool = False


LATIN = "NotoSerif"

SCRIPTS = {
    "en": Script(LATIN, body=12.0, leading=1.6),
    "hi": Script("NotoSerifDevanagari", body=12.8),
    "ne": Script("NotoSerifDevanagari", body=12.8),
    "bn": Script("NotoSerifBengali", body=12.6),
    # Nastaliq slopes: a line needs about twice the height of other scripts.
    "ur": Script("NotoNastaliqUrdu", body=12.4, leading=2.05, right_to_left=True),
    "si": Script("NotoSerifSinhala", body=11.4, leading=1.68),
    "ta": Script("NotoSerifTamil", body=10.6, leading=1.7),
}

Kind = Literal["title", "heading", "subheading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of block looks; sizes are shares of the body size."""

    tag: str
    size: float
    bold: bool
    colour: tuple[float, float, float]
    space_above: float


STYLES: dict[Kind, Style] = {
    "title": Style("/H1", 1.95, True, INDIGO, 0.0),
    "heading": Style("/H2", 1.42, True, INDIGO, 0.7),
    "subheading": Style("/H3", 1.08, True, INK, 0.9),
    "paragraph": Style("/P", 1.0, False, INK, 0.55),
    "item": Style("/P", 1.0, False, INK, 0.16),
}

MARKS: tuple[tuple[str, Kind], ...] = (
    ("# ", "title"),
    ("## ", "heading"),
    ("### ", "subheading"),
    ("- ", "item"),
)


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    text: str


def read_pages(markdown: str) -> list[list[Block]]:
    """Blocks by page. Every ``## `` heading opens a page; the title stands on the first."""
    pages: list[list[Block]] = []
    for chunk in re.split(r"\n\s*\n|\n(?=- )", markdown.strip()):
        block = _read_block(" ".join(chunk.split()))
        opens_page = block.kind == "title" or (block.kind == "heading" and len(pages[0]) > 1)
        if opens_page:
            pages.append([])
        pages[-1].append(block)
    return pages


def _read_block(text: str) -> Block:
    for mark, kind in MARKS:
        if text.startswith(mark):
            return Block(kind, text.removeprefix(mark))
    return Block("paragraph", text)


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawing of the embedded font: placed glyphs, a width, and the letters it stands for."""

    ink: tuple[tuple[int, int, int], ...]
    width: int
    letters: str


@dataclass
class Face:
    """A typeface file, and the cells drawn with it so far (cell 0 is the font's empty box)."""

    path: Path
    cells: dict[Cell, int] = field(default_factory=dict)

    @cached_property
    def shaper(self) -> hb.Font:
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path))))

    @cached_property
    def characters(self) -> frozenset[int]:
        return frozenset(TTFont(self.path).getBestCmap())

    def number(self, cell: Cell) -> int:
        return self.cells.setdefault(cell, len(self.cells) + 1)

    def shape(self, text: str, language: str, *, right_to_left: bool) -> list[Cell]:
        """The cells of a text in the order they are seen, left to right."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = language
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self.shaper, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        found: list[tuple[int, Cell]] = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            start = info.cluster
            earlier = Cell((), 0, text[start : ends[start]])
            if found and found[-1][0] == start:
                earlier = found.pop()[1]
            glyph = (info.codepoint, earlier.width + place.x_offset, place.y_offset)
            width = earlier.width + place.x_advance
            found.append((start, Cell((*earlier.ink, glyph), width, earlier.letters)))
        cells = [cell for _, cell in found]
        return (
            [part for cell in cells for part in _one_letter_each(cell)] if right_to_left else cells
        )


def _one_letter_each(cell: Cell) -> Iterator[Cell]:
    """Split a cell of several letters: the ink with the last one, blanks for the others.

    Readers turn right-to-left text round letter by letter, so a cell must not hold two.
    """
    count = len(cell.letters)
    widths = [cell.width * (i + 1) // count - cell.width * i // count for i in range(count)]
    for i, (letter, width) in enumerate(zip(reversed(cell.letters), widths, strict=True)):
        yield Cell(cell.ink if i == 0 else (), width, letter)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells of one face, side by side."""

    face: Face
    cells: list[Cell]

    @property
    def width(self) -> int:
        return sum(cell.width for cell in self.cells)


@dataclass
class Typesetter:
    """Turns text of one language into lines of cells; what its typeface lacks comes from Latin."""

    language: str
    faces: dict[str, Face]

    @classmethod
    def of(cls, language: str) -> Typesetter:
        names = [
            f"{typeface}-{weight}"
            for typeface in (SCRIPTS[language].typeface, LATIN)
            for weight in ("Regular", "Bold")
        ]
        return cls(language, {name: Face(FONTS / f"{name}.ttf") for name in names})

    def line(self, text: str, *, bold: bool) -> list[Stretch]:
        """The stretches of one line, in the order they are seen, left to right."""
        if not SCRIPTS[self.language].right_to_left:
            return list(self._stretches(text, bold=bold, right_to_left=False))
        seen: list[Stretch] = []
        for part, is_latin in reversed(list(_by_direction(text))):
            if is_latin:
                face = self._face(LATIN, bold=bold)
                seen.append(Stretch(face, face.shape(part, "en", right_to_left=False)))
            else:
                seen += reversed(list(self._stretches(part, bold=bold, right_to_left=True)))
        # Nastaliq rises above the line before it. pdfium then takes two lines for one, unless
        # the last stretch of the upper line is a single cell.
        last = seen.pop()
        return [*seen, Stretch(last.face, last.cells[:-1]), Stretch(last.face, last.cells[-1:])]

    def _face(self, typeface: str, *, bold: bool) -> Face:
        return self.faces[f"{typeface}-{'Bold' if bold else 'Regular'}"]

    def _stretches(self, text: str, *, bold: bool, right_to_left: bool) -> Iterator[Stretch]:
        own = self._face(SCRIPTS[self.language].typeface, bold=bold)
        latin = self._face(LATIN, bold=bold)
        start = 0
        for end in range(1, len(text) + 1):
            face = self._face_for(text[start], own, latin)
            if end < len(text) and self._face_for(text[end], own, latin) is face:
                continue
            cells = face.shape(text[start:end], self.language, right_to_left=right_to_left)
            yield Stretch(face, cells)
            start = end

    @staticmethod
    def _face_for(character: str, own: Face, latin: Face) -> Face:
        return own if ord(character) in own.characters else latin

    def width(self, text: str, *, bold: bool) -> int:
        return sum(stretch.width for stretch in self.line(text, bold=bold))

    def broken(self, text: str, *, bold: bool, room: float) -> list[str]:
        """Lines that fit; broken at spaces only, so that no word is torn for the search."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def _by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Parts of an Urdu line in reading order, and whether they are Latin words or figures."""
    at = 0
    for match in LEFT_TO_RIGHT.finditer(text):
        if at < match.start():
            yield text[at : match.start()], False
        yield from ((part, True) for part in match.groups() if part)
        at = match.end()
    if at < len(text):
        yield text[at:], False


def font_program(face: Face) -> tuple[bytes, TTFont]:
    """A TrueType font that holds just the cells of a face, each built from the glyphs it shows."""
    source = TTFont(face.path, recalcTimestamp=False)
    options = Options(layout_features=[], notdef_outline=True, hinting=False, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "meta"]
    subsetter = Subsetter(options)
    names = source.getGlyphOrder()
    used = {gid for cell in face.cells for gid, _, _ in cell.ink}
    subsetter.populate(glyphs=[names[gid] for gid in sorted(used)])
    subsetter.subset(source)
    parts = [name for name in source.getGlyphOrder() if name != ".notdef"]
    cells = list(face.cells)
    order = [".notdef", *(f"cell{i}" for i in range(1, len(cells) + 1)), *parts]
    glyphs, metrics = source["glyf"], source["hmtx"]
    glyphs.ensureDecompiled()  # while numbers inside it still mean what the order says
    for number, cell in enumerate(cells, start=1):
        glyph = glyphs.glyphs[f"cell{number}"] = _compose(cell, names)
        glyph.recalcBounds(glyphs)
        # The left bearing must say where the ink begins, or readers shift it.
        metrics.metrics[f"cell{number}"] = (max(cell.width, 0), getattr(glyph, "xMin", 0))
    source.setGlyphOrder(order)
    glyphs.glyphOrder = order
    for table in ("cmap", "name", "post", "OS/2"):  # a font inside a PDF is asked by number only
        if table in source:
            del source[table]
    written = io.BytesIO()
    source.save(written)
    return written.getvalue(), source


def _compose(cell: Cell, names: list[str]) -> outlines.Glyph:
    glyph = outlines.Glyph()
    if not cell.ink:
        return glyph
    glyph.numberOfContours = -1
    glyph.components = []
    for gid, x, y in cell.ink:
        part = outlines.GlyphComponent()
        part.glyphName, part.x, part.y = names[gid], x, y
        part.flags = outlines.ROUND_XY_TO_GRID | outlines.NON_OVERLAPPING
        glyph.components.append(part)
    return glyph


def to_unicode(cells: list[Cell]) -> bytes:
    """The table by which a reader turns cells back into letters."""
    rows = [
        f"<{number:04X}> <{cell.letters.encode('utf-16-be').hex().upper()}>"
        for number, cell in enumerate(cells, start=1)
    ]
    # The format allows at most 100 rows in one block.
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Cells def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nend\nend\n"
    ).encode()


def embed(pdf: Pdf, face: Face, index: int) -> pikepdf.Object:
    """The face as a PDF font; its cell numbers are its character codes."""
    program, font = font_program(face)
    # Six letters and a plus sign mark a subset.
    name = Name(f"/GUIDE{chr(ord('A') + index)}+{face.path.stem}")
    head, across = font["head"], font["hhea"]
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([head.xMin, head.yMin, head.xMax, head.yMax]),
        ItalicAngle=0,
        Ascent=across.ascent,
        Descent=across.descent,
        CapHeight=across.ascent,
        StemV=80,
        FontFile2=pdf.make_indirect(Stream(pdf, program, Length1=len(program))),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([1, Array([cell.width for cell in face.cells])]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(list(face.cells)))),
        )
    )


@dataclass
class Sheet:
    """One page while it is drawn: what was written, and how far down we are."""

    typesetter: Typesetter
    drawn: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    down: float = A4[1] - MARGIN

    @property
    def script(self) -> Script:
        return SCRIPTS[self.typesetter.language]

    def stitch(self) -> None:
        """The hub's running stitch, at the head of every page."""
        red, green, blue = INDIGO
        self.drawn.append(
            f"/Artifact BMC q {red} {green} {blue} RG 1.6 w 1 J [9 6] 0 d "
            f"{MARGIN} {self.down} m {A4[0] - MARGIN} {self.down} l S Q EMC"
        )
        self.down -= 26

    def block(self, block: Block) -> None:
        style = STYLES[block.kind]
        size = self.script.body * style.size
        indent = self.script.body * 1.3 if block.kind == "item" else 0.0
        height = size * (self.script.leading if not style.bold else self.script.leading * 0.86)
        opens = self.kinds[-1:] == ["subheading"]
        above = STYLES["item"].space_above if opens else style.space_above
        self.down -= self.script.body * self.script.leading * above
        room = (A4[0] - 2 * MARGIN - indent) / size * 1000
        self.drawn.append(f"{style.tag} <</MCID {len(self.kinds)}>> BDC")
        self.kinds.append(block.kind)
        for i, line in enumerate(self.typesetter.broken(block.text, bold=style.bold, room=room)):
            self.down -= height
            if block.kind == "item" and i == 0:
                self._dot(size)
            self._line(line, style=style, size=size, indent=indent)
        self.drawn.append("EMC")

    def number(self, page: int) -> None:
        """The page number, at the foot, on the side where lines begin."""
        style = Style("/Artifact", 0.85, False, GREY, 0.0)
        self.down = MARGIN * 0.5
        self.drawn.append("/Artifact BMC")
        self._line(str(page), style=style, size=self.script.body * style.size, indent=0.0)
        self.drawn.append("EMC")

    def _line(self, text: str, *, style: Style, size: float, indent: float) -> None:
        stretches = self.typesetter.line(text, bold=style.bold)
        x = MARGIN + indent
        if self.script.right_to_left:
            x = A4[0] - x - sum(stretch.width for stretch in stretches) * size / 1000
        red, green, blue = style.colour
        self.drawn.append(f"BT {red} {green} {blue} rg 1 0 0 1 {x:.2f} {self.down:.2f} Tm")
        for stretch in stretches:
            codes = "".join(f"{stretch.face.number(cell):04X}" for cell in stretch.cells)
            self.drawn.append(f"/{stretch.face.path.stem} {size:.2f} Tf <{codes}> Tj")
        self.drawn.append("ET")

    def _dot(self, size: float) -> None:
        """A small square before an item: drawn, so that no reader takes it for a letter."""
        side = size * 0.26
        x = MARGIN + size * 0.35
        if self.script.right_to_left:
            x = A4[0] - x - side
        red, green, blue = INDIGO
        y = self.down + size * 0.22
        self.drawn.append(
            f"q {red} {green} {blue} rg {x:.2f} {y:.2f} {side:.2f} {side:.2f} re f Q"
        )


def draw(pages: list[list[Block]], *, title: str, language: str) -> Pdf:
    """The guide as a tagged PDF with its fonts inside."""
    typesetter = Typesetter.of(language)
    pdf = Pdf.new()
    describe(pdf, title=title, language=language)
    sheets = []
    for number, blocks in enumerate(pages, start=1):
        sheet = Sheet(typesetter)
        sheet.stitch()
        for block in blocks:
            sheet.block(block)
        if sheet.down < MARGIN:
            raise SystemExit(
                f"{language}: page {number} runs over by {MARGIN - sheet.down:.0f} pt"
            )
        sheet.number(number)
        sheets.append(sheet)
    fonts = Dictionary()
    for index, (name, face) in enumerate(typesetter.faces.items()):
        if face.cells:
            fonts[f"/{name}"] = embed(pdf, face, index)
    for sheet in sheets:
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = Dictionary(Font=fonts)
        page.Contents = pdf.make_indirect(Stream(pdf, "\n".join(sheet.drawn).encode()))
    _tag(pdf, sheets)
    return pdf


def _tag(pdf: Pdf, sheets: list[Sheet]) -> None:
    """Say which marked text is a heading and which a paragraph, for screen readers."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    kids, parents = Array(), list[Any]()
    for index, (page, sheet) in enumerate(zip(pdf.pages, sheets, strict=True)):
        row = Array()
        for number, kind in enumerate(sheet.kinds):
            element = Dictionary(
                Type=Name.StructElem,
                S=Name(STYLES[kind].tag),
                P=document,
                Pg=page.obj,
                K=number,
            )
            row.append(pdf.make_indirect(element))
            kids.append(row[-1])
        page.StructParents = index
        page.Tabs = Name.S
        parents.extend([index, pdf.make_indirect(row)])
    document.K = kids
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def describe(pdf: Pdf, *, title: str, language: str) -> None:
    """Title, author, language and dates, as readers and harvesters look for them."""
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if SCRIPTS[language].right_to_left:
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    for key, value in {
        "/Title": title,
        "/Author": AUTHOR,
        "/CreationDate": MADE_AT,
        "/ModDate": MADE_AT,
    }.items():
        pdf.docinfo[key] = String(value)


def scan(printed: Pdf, *, title: str, language: str) -> Pdf:
    """The same pages as a flat-bed scanner would give them: grey, tilted, noisy, without text."""
    drawn = pypdfium2.PdfDocument(as_bytes(printed))
    noise = np.random.default_rng(seed=2026)
    pdf = Pdf.new()
    describe(pdf, title=title, language=language)
    for page, tilt in zip(drawn, SCAN_TILTS, strict=True):
        clean = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
        tilted = clean.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=250)
        soft = np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float64)
        # Paper is never white, ink never black.
        grey = 28 + soft * 0.83 + noise.normal(0, SCAN_NOISE, soft.shape)
        picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        _add_picture(pdf, picture)
    return pdf


def _add_picture(pdf: Pdf, picture: Image.Image) -> None:
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=SCAN_QUALITY, optimize=True)
    image = Stream(
        pdf,
        jpeg.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=A4)
    page.Resources = Dictionary(XObject=Dictionary(Scan=pdf.make_indirect(image)))
    page.Contents = Stream(pdf, f"q {A4[0]} 0 0 {A4[1]} 0 0 cm /Scan Do Q".encode())


def as_bytes(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def plain(text: str) -> str:
    """Text as the search compares it: composed, without joiners, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(re.sub("[\u200c\u200d]", "", composed).split())


def read_back(file: bytes) -> list[str]:
    """The text of each page, as the hub's own reader of documents gets it."""
    return [plain(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(file)]


def check(row: dict[str, Any], pages: list[list[Block]], file: bytes) -> None:
    """Stop if words were lost or disordered, or stand on other pages than the list says."""
    name, texts = row["file"], read_back(file)
    wanted, lost = 0, list[str]()
    for blocks, text in zip(pages, texts, strict=True):
        found = set(text.split())
        words = {word for block in blocks for word in plain(block.text).split()}
        wanted += len(words)
        lost += sorted(words - found)
        broken = [block.text for block in blocks if plain(block.text) not in text]
        if broken:
            raise SystemExit(f"{name}: not in reading order: {broken}")
    kept = 1 - len(lost) / wanted
    print(f"{name}: {len(file) / 1024:.0f} KB, {kept:.2%} of {wanted} words kept", *lost)
    if kept < ENOUGH_WORDS:
        raise SystemExit(f"{name}: too many words were lost")
    for number, phrase in row["found_words"].items():
        on = [i for i, text in enumerate(texts, start=1) if plain(phrase) in text]
        if on != [number]:
            raise SystemExit(f"{name}: “{phrase}” stands on pages {on}, not {number}")


def make(row: dict[str, Any]) -> None:
    """Write one guide's file beside its row in the list."""
    language = row["language"]
    words = HERE / "text" / f"{row['slug'].removeprefix('guide-to-the-hub-')}.md"
    pages = read_pages(words.read_text(encoding="utf-8"))
    if len(pages) != row["page_count"]:
        raise SystemExit(f"{row['file']}: {len(pages)} pages, not {row['page_count']}")
    pdf = draw(pages, title=row["title"], language=language)
    if row.get("is_scanned"):
        file = as_bytes(scan(pdf, title=row["title"], language=language))
        print(f"{row['file']}: {len(file) / 1024:.0f} KB, pictures only")
    else:
        file = as_bytes(pdf)
        check(row, pages, file)
    (HERE / row["file"]).write_bytes(file)


def main() -> None:
    rows = yaml.safe_load((HERE / "guides.yaml").read_text(encoding="utf-8"))
    chosen = set(sys.argv[1:])
    for row in rows:
        if not chosen or row["slug"] in chosen:
            make(row)


if __name__ == "__main__":
    main()
