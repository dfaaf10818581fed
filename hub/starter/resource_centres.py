"""Centres where migrants and their families find advice or help."""

from hub.starter.entries import StarterList
from hub.starter.fields import (
    Field,
    Goes,
    country,
    one,
    partial_date,
    several,
    slug,
    text,
    word_of,
)
from hub.starter.sources import SOURCE
from partners.models import Institution, ResourceCentre

RESOURCE_CENTRES = StarterList(
    "resource_centres",
    ResourceCentre,
    (
        Field("slug", slug, is_required=True),
        Field("name", text, is_required=True),
        Field("kind", word_of(ResourceCentre.Kind), is_required=True),
        Field("country", country, to="country_id", is_required=True),
        Field("region", text),
        Field("city", text),
        Field("address", text),
        Field("host", text, is_required=True),
        Field("host_institutions", several(one(Institution)), goes=Goes.MANY),
        Field("operators", several(one(Institution)), goes=Goes.MANY),
        Field("funders", several(one(Institution)), goes=Goes.MANY),
        Field("services", several(text), is_required=True),
        Field("languages", several(text)),
        Field("phones", several(text)),
        Field("website", text),
        Field("opened", partial_date),
        Field("description", text, is_required=True),
        Field("note", text),
        *SOURCE,
    ),
)
