"""Makes one spelling of what people and servers write in many."""

import re


def doi(text: str) -> str:
    """``https://doi.org/10.1/AbC`` and ``doi:10.1/abc`` are one DOI: ``10.1/abc``."""
    bare = re.sub(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)\s*", "", text.strip(), flags=re.I)
    return bare.strip().lower()
