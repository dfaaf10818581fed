"""Reads a drawn guide back, as the hub's own reader of documents gets it."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2

from tools.guides.text import Block, Guide

#: Words of a page that must come back when the page is read.
ENOUGH_WORDS = 0.98


def check(guide: Guide, pages: list[list[Block]], file: bytes) -> str:
    """Say what was kept; stop if words were lost or disordered, or stand on other pages."""
    drawn = pypdfium2.PdfDocument(file)
    texts = [plain(page.get_textpage().get_text_bounded()) for page in drawn]
    _check_order(guide, pages, texts)
    report = _check_words(guide, pages, texts)
    _check_places(guide, texts)
    return report


def plain(text: str) -> str:
    """Text as the search compares it: composed, without joiners, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(re.sub("[\u200c\u200d]", "", composed).split())


def _check_order(guide: Guide, pages: list[list[Block]], texts: list[str]) -> None:
    for blocks, text in zip(pages, texts, strict=True):
        broken = [block.text for block in blocks if plain(block.text) not in text]
        if broken:
            raise SystemExit(f"{guide.file.name}: not in reading order: {broken}")


def _check_words(guide: Guide, pages: list[list[Block]], texts: list[str]) -> str:
    wanted, lost = 0, list[str]()
    for blocks, text in zip(pages, texts, strict=True):
        words = {word for block in blocks for word in plain(block.text).split()}
        wanted += len(words)
        lost += sorted(words - set(text.split()))
    kept = 1 - len(lost) / wanted
    report = " ".join([f"{kept:.2%} of {wanted} words kept", *lost])
    if kept < ENOUGH_WORDS:
        raise SystemExit(f"{guide.file.name}: too many words were lost: {report}")
    return report


def _check_places(guide: Guide, texts: list[str]) -> None:
    for number, phrase in guide.found_words.items():
        on = [i for i, text in enumerate(texts, start=1) if plain(phrase) in text]
        if on != [number]:
            raise SystemExit(f"{guide.file.name}: “{phrase}” is on pages {on}, not {number}")
