"""Centres where migrants and their families find advice or help."""

from typing import Any

from django.core.exceptions import ValidationError

from hub.starter.entries import Entry, StarterList, by_table
from hub.starter.fields import (
    Field,
    Goes,
    Unfit,
    Values,
    country,
    one,
    partial_date,
    several,
    slug,
    text,
    word_of,
)
from hub.starter.known import Known
from hub.starter.sources import SOURCE
from partners import opening_hours
from partners.models import Help, Institution, ResourceCentre

BEFORE, LEGAL, ABROAD = Help.BEFORE_DEPARTURE, Help.LEGAL, Help.ABROAD
#: What the services of the list clearly amount to; what raises awareness helps nobody yet.
HELP = {
    "information on safe migration": (BEFORE,),
    "information on work abroad": (BEFORE,),
    "information on safe and legal migration": (BEFORE,),
    "foreign employment options": (BEFORE,),
    "orientation on safe migration": (BEFORE,),
    "pre-departure information": (BEFORE,),
    "pre-departure briefing": (BEFORE, Help.TRAINING),
    "country-specific pre-departure training": (BEFORE, Help.TRAINING),
    "guidance on emigration clearance": (BEFORE, Help.PAPERS),
    "status of recruiting agents": (BEFORE,),
    "checks on agencies": (BEFORE,),
    "document checks": (BEFORE, Help.PAPERS),
    "early information at the passport office": (BEFORE,),
    "services to departing workers": (BEFORE,),
    "services to departing workers and families, with tamil-speaking staff": (BEFORE,),
    "registration before departure": (Help.PAPERS,),
    "registration of departing workers": (Help.PAPERS,),
    "document services": (Help.PAPERS,),
    "legal counselling and support": (LEGAL,),
    "legal help": (LEGAL,),
    "legal aid": (LEGAL,),
    "mediation": (LEGAL,),
    "complaints": (LEGAL,),
    "online complaints": (LEGAL,),
    "complaints and grievances": (LEGAL,),
    "help with complaints": (LEGAL,),
    "compensation and unpaid wages": (LEGAL, ABROAD),
    "worker protection": (ABROAD,),
    "repatriation of remains": (ABROAD,),
    "help with social security claims": (ABROAD,),
    "social security claims for workers and next of kin": (ABROAD,),
    "psychosocial counselling": (Help.COUNSELLING,),
    "shelter": (Help.SHELTER,),
    "low-cost overnight stay": (Help.SHELTER,),
    "advice for returnees": (Help.RETURN,),
    "guidance for returnees": (Help.RETURN,),
    "briefing for returnees": (Help.RETURN,),
    "support to returnees": (Help.RETURN,),
    "help to return and reintegrate": (Help.RETURN,),
}


def _weekly_hours(value: Any, known: Known) -> str:
    written = text(value, known)
    try:
        opening_hours.validate(written)
    except ValidationError as fault:
        raise Unfit(" ".join(fault.messages)) from fault
    return written


def _entry(values: Values, _known: Known) -> Entry:
    said = {*values["helps_with"]}
    for service in values["services"]:
        said |= {*HELP.get(service.lower(), ())}
    return by_table(FIELDS, values, helps_with=[word.value for word in Help if word in said])


FIELDS = (
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
    Field("helps_with", several(word_of(Help))),
    Field("languages", several(text)),
    Field("phones", several(text)),
    Field("website", text),
    Field("weekly_hours", _weekly_hours),
    Field("opened", partial_date),
    Field("description", text, is_required=True),
    Field("note", text),
    *SOURCE,
)
RESOURCE_CENTRES = StarterList("resource_centres", ResourceCentre, FIELDS, _entry)
