"""Which fields the form of an output has, in the order a depositor thinks, and for which types."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from research.admin.document_rows import DocumentRows
from research.admin.output_rows import CreditRows, EditionRows, OutputInstitutionRows
from research.admin.recommendation_rows import RecommendationRows
from research.vocabularies import OutputType as Type

FOLDED = ("collapse",)
WHAT = (_("What it is"), {"fields": ("title", "subtitle", "type", "language", "issued", "owner")})
IN_BRIEF = (_("In brief"), {"fields": ("summary", "themes", "key_messages")})
WHO_READS = (_("Who may read it"), {"fields": ("licence", "access", "embargo_until")})
ABOUT = (
    _("About what"),
    {
        "fields": (
            "countries",
            "corridors",
            "keywords",
            "forms",
            "stages",
            "populations",
            "sectors",
            "sdgs",
            "gcm_objectives",
            "sex_disaggregated",
        ),
        "classes": FOLDED,
    },
)
WHERE = (
    _("Abstract and where it was published"),
    {
        "fields": (
            "abstract",
            "publisher",
            "series",
            "number",
            "container",
            "volume",
            "journal_number",
            "pages",
            "page_count",
            "doi",
            "isbn",
            "issn",
            "handle",
            "url",
            "pdf_url",
        ),
        "classes": FOLDED,
    },
)
FOR_STAFF = (
    _("For staff of the hub"),
    {
        "fields": ("origin", "source", "source_is_copy", "summary_from_title", "staff_note"),
        "classes": FOLDED,
    },
)
FIELDSETS = (WHAT, IN_BRIEF, WHO_READS, ABOUT, WHERE)

#: Which rows follow which fieldset.
ROWS_AFTER = {
    0: (DocumentRows, CreditRows, OutputInstitutionRows),
    4: (RecommendationRows, EditionRows),
}

_IN_SERIES = {
    Type.POLICY_BRIEF,
    Type.REPORT,
    Type.WORKING_PAPER,
    Type.BOOK,
    Type.GUIDE,
    Type.LEARNING_MATERIAL,
    Type.DATASET,
    Type.EVENT_REPORT,
    Type.MEDIA_UPDATE,
    Type.POLICY_DOCUMENT,
}
_IN_SOMETHING = {
    Type.JOURNAL_ARTICLE,
    Type.BOOK_CHAPTER,
    Type.CONFERENCE_PAPER,
    Type.COMMENTARY,
    Type.MEDIA_UPDATE,
}
_BOUND = {
    Type.BOOK,
    Type.BOOK_CHAPTER,
    Type.REPORT,
    Type.GUIDE,
    Type.THESIS,
    Type.WORKING_PAPER,
    Type.EVENT_REPORT,
    Type.LEARNING_MATERIAL,
}
#: Fields that only some types need; every other field is for all. Without JavaScript all
#: are shown, and what is filled in is never hidden.
ONLY_FOR: dict[str, frozenset[str]] = {
    "series": frozenset(_IN_SERIES),
    "number": frozenset(_IN_SERIES),
    "container": frozenset(_IN_SOMETHING),
    "volume": frozenset({Type.JOURNAL_ARTICLE}),
    "journal_number": frozenset({Type.JOURNAL_ARTICLE}),
    "pages": frozenset(_IN_SOMETHING - {Type.MEDIA_UPDATE}),
    "page_count": frozenset(set(Type) - _IN_SOMETHING - {Type.DATASET}),
    "isbn": frozenset(_BOUND),
    "issn": frozenset({Type.JOURNAL_ARTICLE, Type.WORKING_PAPER, Type.POLICY_BRIEF}),
    "handle": frozenset(set(Type) - {Type.AGREEMENT, Type.STATEMENT, Type.MEDIA_UPDATE}),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: a fieldset or rows, and whether it stands open."""

    fieldset: Any = None
    rows: Any = None
    is_open: bool = True
    #: What notes of fields are called by where the section is rows.
    name: str = field(default="")


#: Rows as the checks, the comments and the offers name them.
NAMES = {
    DocumentRows: "documents",
    CreditRows: "people",
    OutputInstitutionRows: "institutions",
    RecommendationRows: "recommendations",
    EditionRows: "edition_of",
}


def sections(context: dict[str, Any]) -> Iterator[Section]:
    """The fieldsets with the rows that follow each; folded unless something stands there."""
    rows = {type(inline.opts): inline for inline in context["inline_admin_formsets"]}
    noted = set(context["notes"].spoken_of)
    for number, fieldset in enumerate(context["adminform"]):
        is_folded = fieldset.is_collapsible and not noted.intersection(_names(fieldset))
        yield Section(fieldset=fieldset, is_open=not is_folded)
        for kind in ROWS_AFTER.get(number, ()):
            if kind in rows:
                yield Section(rows=rows[kind], name=NAMES[kind])


def _names(fieldset: Any) -> set[str]:
    return {
        name for line in fieldset.fields for name in ((line,) if isinstance(line, str) else line)
    }
