"""An address that nobody has, from words."""

from itertools import chain, count
from typing import Any

from django.db import models
from django.utils.text import slugify

#: Longer words are cut; a number may follow.
LONGEST = 100


def free_slug(model: type[models.Model], words: str) -> str:
    """The words as an address; where others of ``model`` have it, with the next number."""
    stem = slugify(words)[:LONGEST].strip("-") or str(model._meta.model_name)  # noqa: SLF001 -- documented
    kept: Any = model._default_manager  # noqa: SLF001 -- documented
    taken = set(kept.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(slug for slug in chain([stem], numbered) if slug not in taken)
