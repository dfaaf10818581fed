"""Projects, with funders, implementers and partners."""

from typing import Any

from hub.models import Event
from hub.starter.entries import Entry, StarterList, by_table, in_order
from hub.starter.fields import (
    Field,
    Goes,
    Values,
    country,
    number,
    one,
    partial_date,
    promised,
    several,
    slug,
    text,
    word_of,
)
from hub.starter.known import Known
from hub.starter.sources import SOURCE
from partners.models import Institution
from research.models import Output, Project, ProjectInstitution, Theme

Role = ProjectInstitution.Role
ROLES = {"funders": Role.FUNDER, "implementers": Role.IMPLEMENTER, "partners": Role.PARTNER}


def _status(value: Any, known: Known) -> str:
    """Most projects leave it unsaid."""
    read = word_of(Project.Status)
    return str(read(value, known)) if value else Project.Status.UNKNOWN


def _entry(values: Values, known: Known) -> Entry:
    people = (known.person_called(name) for name in values["team"])
    entry = by_table(FIELDS, values)
    entry.many["team"] = [pk for pk in people if pk]
    entry.parts["project_institutions"] = [
        part
        for name, role in ROLES.items()
        for part in in_order([{"institution_id": pk, "role": role} for pk in values[name]])
    ]
    return entry


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("title", text, is_required=True),
    Field("acronym", text),
    Field("status", _status),
    Field("start", partial_date),
    Field("end", partial_date),
    Field("date_note", text),
    Field("summary", text, is_required=True),
    Field("objectives", several(text), is_required=True),
    Field("results", several(text)),
    Field("budget_usd", number),
    Field("parent_project", one(Project), to="parent_id"),
    Field("funders", several(one(Institution)), goes=Goes.ASIDE),
    Field("implementers", several(one(Institution)), goes=Goes.ASIDE, is_required=True),
    Field("partners", several(one(Institution)), goes=Goes.ASIDE),
    Field("other_partners", several(text)),
    Field("team", several(text), goes=Goes.ASIDE),
    Field("themes", several(one(Theme)), goes=Goes.MANY, is_required=True),
    Field("countries", several(country), goes=Goes.MANY, is_required=True),
    Field("destination_countries", several(country), goes=Goes.MANY),
    Field("outputs", several(one(Output)), goes=Goes.MANY),
    Field("events", several(promised(Event)), goes=Goes.ASIDE),
    Field("other_sources", several(text)),
    *SOURCE,
)
PROJECTS = StarterList(
    "projects",
    Project,
    FIELDS,
    _entry,
    parent_field="parent_project",
    later={"events": Event},
)
