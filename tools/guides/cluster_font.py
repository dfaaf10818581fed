"""Embeds the cells of a face as a font whose characters are clusters."""

from __future__ import annotations

import io

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import _g_l_y_f as outlines
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tools.guides.shaping import Cell, Face

#: Layout and description: the cells are laid out already. Dropped before the font is reduced.
DROPPED_FIRST = ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "meta"]
#: Characters and names: a font inside a PDF is asked by number only. Needed while it is reduced.
DROPPED_LAST = ["cmap", "name", "post", "OS/2"]
#: The most rows that a table of letters allows in one block.
ROWS_IN_BLOCK = 100


def embed(pdf: Pdf, face: Face, index: int) -> pikepdf.Object:
    """The face as a PDF font; its cell numbers are its character codes."""
    # Six letters and a plus sign mark a subset.
    name = Name(f"/GUIDE{chr(ord('A') + index)}+{face.path.stem}")
    descriptor = _describe(pdf, name, _font_of(face))
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
            ToUnicode=pdf.make_indirect(Stream(pdf, _letters_of(list(face.cells)))),
        )
    )


def _describe(pdf: Pdf, name: Name, font: TTFont) -> Dictionary:
    written = io.BytesIO()
    font.save(written)
    program = written.getvalue()
    head, across = font["head"], font["hhea"]
    return Dictionary(
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


def _font_of(face: Face) -> TTFont:
    """A TrueType font that holds just the cells of a face, each built from the glyphs it shows."""
    font = TTFont(face.path, recalcTimestamp=False)
    names = font.getGlyphOrder()
    used = {gid for cell in face.cells for gid, _, _ in cell.ink}
    _reduce(font, [names[gid] for gid in sorted(used)])
    parts = [name for name in font.getGlyphOrder() if name != ".notdef"]
    glyphs, metrics = font["glyf"], font["hmtx"]
    glyphs.ensureDecompiled()  # while numbers inside it still mean what the order says
    added: list[str] = []
    for number, cell in enumerate(face.cells, start=1):
        added.append(f"cell{number}")
        glyph = glyphs.glyphs[added[-1]] = _compose(cell, names)
        glyph.recalcBounds(glyphs)
        # The left bearing must say where the ink begins, or readers shift it.
        metrics.metrics[added[-1]] = (max(cell.width, 0), getattr(glyph, "xMin", 0))
    order = [".notdef", *added, *parts]
    font.setGlyphOrder(order)
    glyphs.glyphOrder = order
    for table in DROPPED_LAST:
        if table in font:
            del font[table]
    return font


def _reduce(font: TTFont, glyphs: list[str]) -> None:
    options = Options(layout_features=[], notdef_outline=True, hinting=False, glyph_names=False)
    options.drop_tables += DROPPED_FIRST
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=glyphs)
    subsetter.subset(font)


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


def _letters_of(cells: list[Cell]) -> bytes:
    """The table by which a reader turns cells back into letters."""
    rows = [
        f"<{number:04X}> <{cell.letters.encode('utf-16-be').hex().upper()}>"
        for number, cell in enumerate(cells, start=1)
    ]
    blocks = [rows[i : i + ROWS_IN_BLOCK] for i in range(0, len(rows), ROWS_IN_BLOCK)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Cells def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nend\nend\n"
    ).encode()
