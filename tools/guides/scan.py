"""Makes a scanned guide of a drawn one."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageFilter

from tools.guides.pdf import as_bytes, describe
from tools.guides.styles import A4

#: What a scan of a printed page looks like, and small enough to commit.
DPI = 110
TILTS = (0.7, -0.5)
QUALITY = 38
NOISE = 5.0


def scan(printed: Pdf, *, title: str, language: str) -> Pdf:
    """The same pages as a flat-bed scanner would give them: grey, tilted, noisy, without text."""
    drawn = pypdfium2.PdfDocument(as_bytes(printed))
    noise = np.random.default_rng(seed=2026)
    pdf = Pdf.new()
    describe(pdf, title=title, language=language)
    for page, tilt in zip(drawn, TILTS, strict=True):
        clean = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        tilted = clean.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=250)
        soft = np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float64)
        # Paper is never white, ink never black.
        grey = 28 + soft * 0.83 + noise.normal(0, NOISE, soft.shape)
        picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        _add_picture(pdf, picture)
    return pdf


def _add_picture(pdf: Pdf, picture: Image.Image) -> None:
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
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
