"""Institutions, with the one that each is a part of."""

from hub.starter.entries import StarterList
from hub.starter.fields import Field, Goes, country, number, one, slug, text, word_of
from hub.starter.sources import SOURCE
from partners.models import Institution

INSTITUTIONS = StarterList(
    "institutions",
    Institution,
    (
        Field("slug", slug, is_required=True),
        Field("name", text, is_required=True),
        Field("acronym", text),
        Field("kind", word_of(Institution.Kind), is_required=True),
        Field("hub_role", word_of(Institution.HubRole), is_required=True),
        Field("country", country, to="country_id"),
        Field("city", text),
        Field("address", text),
        Field("phone", text),
        # Where address and telephone were found, for who checks them: nothing to show.
        Field("contact_source", text, goes=Goes.NOWHERE),
        Field("website", text),
        Field("founded", number),
        Field("description", text, is_required=True),
        Field("parent", one(Institution), to="parent_id"),
        *SOURCE,
    ),
    parent_field="parent",
)
