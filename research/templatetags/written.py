"""In which language and direction a piece of text is written."""

import unicodedata

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from research.views.wording import language_name

register = template.Library()
register.filter("language_name", language_name)

#: Languages written from right to left that research of the region comes in.
RIGHT_TO_LEFT = {"ar", "dv", "fa", "ks", "pnb", "ps", "sd", "ug", "ur"}
#: The languages of a script, the likeliest first, by the first word of a letter's Unicode name.
SCRIPTS = {
    "LATIN": ("en",),
    "DEVANAGARI": ("ne", "hi", "mr"),
    "BENGALI": ("bn",),
    "ARABIC": ("ur", "ar", "fa", "ps", "sd"),
    "SINHALA": ("si",),
    "TAMIL": ("ta",),
}
#: So much of a text shows its script.
SAMPLE = 80


@register.simple_tag
def in_language(code: str) -> SafeString:
    """``lang`` and ``dir`` for text in ``code``; nothing in a page of that language."""
    if not code or code == get_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', code, direction(code))


@register.simple_tag
def written_in(text: str, likely: str = "") -> SafeString:
    """The same for a text whose language nobody noted: told by its script.

    ``likely`` is the language of the output; it decides between languages of one
    script. Latin text is English: summaries are written in it whatever the output is in.
    """
    return in_language(_language_of(text, likely))


@register.filter
def direction(code: str) -> str:
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def _language_of(text: str, likely: str) -> str:
    first = next((char for char in text[:SAMPLE] if char.isalpha()), "")
    languages = SCRIPTS.get(unicodedata.name(first, "").partition(" ")[0], ()) if first else ()
    if not languages:
        return likely
    return likely if likely in languages else languages[0]
