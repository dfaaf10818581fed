"""Practices: what was tried, and what was learnt."""

from typing import Any

from hub.models import Event
from hub.starter.classification import WORDS
from hub.starter.entries import Entry, StarterList, by_table
from hub.starter.fields import (
    Field,
    Goes,
    Unfit,
    Values,
    country,
    number,
    one,
    several,
    slug,
    text,
)
from hub.starter.known import Known
from hub.starter.sources import SOURCE
from partners.models import Institution
from research.models import Output, Practice, Project, Theme
from research.vocabularies import Stage

#: What the words of the list clearly mean. "At home" is before, between and after.
STAGES = {
    "whole cycle": tuple(Stage),
    "recruitment": (Stage.BEFORE_DEPARTURE,),
    "before departure": (Stage.BEFORE_DEPARTURE,),
    "departure": (Stage.BEFORE_DEPARTURE,),
    "before departure and after arrival": (Stage.BEFORE_DEPARTURE, Stage.AT_DESTINATION),
    "at destination": (Stage.AT_DESTINATION,),
    "recruitment and return": (Stage.BEFORE_DEPARTURE, Stage.RETURN),
    "return": (Stage.RETURN,),
}
PROPOSAL = "proposal"


def _is_proposal(value: Any, known: Known) -> bool:
    if text(value, known) not in ("", PROPOSAL):
        raise Unfit(f"can only be {PROPOSAL}")
    return bool(value)


def _entry(values: Values, _known: Known) -> Entry:
    said = {*values["stages"], *STAGES.get(values["migration_stage"], ())}
    entry = by_table(FIELDS, values, stages=[stage.value for stage in Stage if stage in said])
    entry.links["events"] = values["related_events"]
    return entry


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("title", text, is_required=True),
    Field("status", _is_proposal, to="is_proposal"),
    Field("year", number),
    Field("sector", text),
    Field("migration_stage", text, to="stage_note"),
    Field("what_was_done", text, is_required=True),
    Field("what_was_learnt", text, is_required=True),
    Field("evidence", text),
    Field("themes", several(one(Theme)), goes=Goes.MANY, is_required=True),
    Field("countries", several(country), goes=Goes.MANY, is_required=True),
    Field("organisations", several(one(Institution)), to="institutions", goes=Goes.MANY),
    Field("organisation_names", several(text), to="other_institutions"),
    Field("related_outputs", several(one(Output)), to="outputs", goes=Goes.MANY),
    Field("related_projects", several(one(Project)), to="projects", goes=Goes.MANY),
    Field("related_events", several(one(Event)), goes=Goes.ASIDE),
    *WORDS,
    *SOURCE,
)
PRACTICES = StarterList("good_practices", Practice, FIELDS, _entry)
