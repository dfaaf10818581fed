"""Puts a PDF file together: pages, fonts, tags, title and dates."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from tools.guides.cluster_font import embed
from tools.guides.lines import Typesetter
from tools.guides.page import Sheet
from tools.guides.styles import A4, MARGIN, SCRIPTS, STYLES
from tools.guides.text import Block

#: A fixed date, so that a second run changes nothing.
MADE_AT = "D:20261121000000Z"
AUTHOR = "SALAM Knowledge Hub"


def draw(pages: list[list[Block]], *, title: str, language: str) -> Pdf:
    """The guide as a tagged PDF with its fonts inside."""
    typesetter = Typesetter.of(language)
    pdf = Pdf.new()
    describe(pdf, title=title, language=language)
    sheets = [_fill(typesetter, blocks, number) for number, blocks in enumerate(pages, start=1)]
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


def _fill(typesetter: Typesetter, blocks: list[Block], number: int) -> Sheet:
    sheet = Sheet(typesetter)
    sheet.stitch()
    for block in blocks:
        sheet.block(block)
    over = MARGIN - sheet.down
    if over > 0:
        raise SystemExit(f"{typesetter.language}: page {number} runs over by {over:.0f} pt")
    sheet.number(number)
    return sheet


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


def as_bytes(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return written.getvalue()
