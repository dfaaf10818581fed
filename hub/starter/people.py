"""People, with the affiliation that their source gives them for its year."""

from hub.starter.entries import Entry, Part, StarterList, by_table
from hub.starter.fields import Field, Goes, Values, number, one, several, slug, text
from hub.starter.known import Known
from hub.starter.sources import SOURCE
from partners.models import Institution, Person

#: Parts played in an output or a session: said there, and no affiliation.
PARTS_PLAYED = {"Author", "Editor", "Moderator"}


def _entry(values: Values, _known: Known) -> Entry:
    entry = by_table(FIELDS, values)
    affiliation = {
        "institution_id": values["affiliation"],
        "role": values["role"],
        "as_of": values["as_of"],
    }
    has_one = values["affiliation"] or values["role"] not in {"", *PARTS_PLAYED}
    entry.parts["affiliations"] = [Part(affiliation)] if has_one else []
    return entry


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("name", text, is_required=True),
    Field("name_variants", several(text)),
    Field("orcid", text),
    Field("affiliation", one(Institution), goes=Goes.ASIDE),
    Field("role", text, goes=Goes.ASIDE),
    Field("as_of", number, goes=Goes.ASIDE),
    *SOURCE,
)
PEOPLE = StarterList("people", Person, FIELDS, _entry)
