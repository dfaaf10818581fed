"""Lists and names in the reader's language, as CLDR writes them."""

from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: British English, as the hub writes it: no comma before the last of a list.
REGIONS = {"en": "en_GB"}
#: Languages written from right to left that research of the region comes in.
RIGHT_TO_LEFT = {"ar", "dv", "fa", "ks", "pnb", "ps", "sd", "ug", "ur"}


def locale() -> Locale:
    """Names, lists and numbers of the reader's language."""
    return _locale(get_language() or "en")


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(REGIONS.get(code, code), sep="_")


def joined(words: Sequence[str], *, at_most: int) -> str:
    """``words`` as a list in the reader's language; what is too much becomes “others”."""
    shown = list(words[:at_most])
    if len(words) > at_most:
        shown.append(_("others"))
    return format_list(shown, locale=locale())


def direction(code: str) -> str:
    """How a language runs, for ``dir``."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(code: str) -> str:
    """“Bengali” for ``bn``, in the reader's language; the code itself where CLDR has no name."""
    return str(locale().languages.get(code, code))
