"""Small real Office files, and archives."""

import io
import zipfile

MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def archive(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return stream.getvalue()


def office(main: str, parts: dict[str, str]) -> bytes:
    """An Office file whose main part is ``main``, such as ``wordprocessingml.document``."""
    kind = main if "/" in main else MAIN.format(main)
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    return archive({"[Content_Types].xml": types, **parts})


def docx(*pages: str, **parts: str) -> bytes:
    breaks = "<w:r><w:lastRenderedPageBreak/></w:r>"
    text = breaks.join(f"<w:p><w:r><w:t>{page}</w:t></w:r></w:p>" for page in pages)
    document = f'<w:document xmlns:w="w"><w:body>{text}</w:body></w:document>'
    return office("wordprocessingml.document", {"word/document.xml": document, **parts})


def pptx(*slides: str) -> bytes:
    parts = {
        f"ppt/slides/slide{number}.xml": (
            f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:t>{text}</a:t></a:p></p:sld>'
        )
        for number, text in enumerate(slides, 1)
    }
    return office("presentationml.presentation", parts)


def xlsx(*cells: str) -> bytes:
    shared = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(len(cells)))
    return office(
        "spreadsheetml.sheet",
        {
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            "xl/worksheets/sheet1.xml": (
                f"<worksheet><sheetData><row>{row}</row></sheetData></worksheet>"
            ),
        },
    )
