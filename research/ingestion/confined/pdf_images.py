"""Pages drawn: the first one small for lists, any one large for text recognition."""

import base64
import io
from pathlib import Path

import pypdfium2

#: Shown 80 to 120 px wide; twice that for sharp screens, and light on a slow line.
IMAGE_WIDTH = 240
#: A banner of a page is drawn narrower rather than endlessly long.
IMAGE_MAX_HEIGHT = 960
IMAGE_QUALITY = 78
#: What text recognition likes best; and how many points a wall chart may have at most.
DOTS_PER_INCH, MAX_POINTS = 300, 24_000_000


def first_page_image(document: pypdfium2.PdfDocument) -> str | None:
    """A small WebP of the first page as base64; nothing where it can't be drawn."""
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(IMAGE_WIDTH / max(width, 1), IMAGE_MAX_HEIGHT / max(height, 1))
        image = page.render(scale=scale).to_pil().convert("RGB")
        stream = io.BytesIO()
        image.save(stream, "WEBP", quality=IMAGE_QUALITY, method=2)
    except (pypdfium2.PdfiumError, MemoryError, ValueError, OSError):
        return None
    return base64.b64encode(stream.getvalue()).decode()


def draw_page(document: pypdfium2.PdfDocument, number: int, into: Path) -> None:
    """The page with this number, from 1, as a grey picture fit for text recognition."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MAX_POINTS / max(width * height, 1)) ** 0.5)
    page.render(scale=scale, grayscale=True).to_pil().save(
        into, "PNG", compress_level=1, dpi=(DOTS_PER_INCH, DOTS_PER_INCH)
    )
