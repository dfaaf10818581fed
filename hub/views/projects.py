"""The projects: all of them, and the page of each."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.views import fact_rows, list_filters
from hub.views.fact_rows import Rows, facts_of, sources_of
from hub.views.groups import grouped
from hub.views.list_filters import Filter, narrow
from research.models import Project, ProjectInstitution
from research.views.facts import Value

LIST = "hub:project-list"
UNDATED = ("undated", _("Start not known"))


def _status(row: Project) -> Iterable[tuple[str, str]]:
    if row.status != Project.Status.UNKNOWN:
        yield row.status, row.get_status_display()


def _institutions(row: Project) -> Iterable[tuple[str, str]]:
    for link in row.project_institutions.all():
        yield link.institution.slug, link.institution.short_name


FILTERS = (
    Filter("country", _("Country"), list_filters.countries),
    Filter("theme", _("Theme"), list_filters.themes),
    Filter("institution", _("Institution"), _institutions),
    Filter("status", _("Status"), _status),
)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    rows = list(Project.objects.newest_first().for_listing())
    found = narrow(rows, FILTERS, asked=request.GET.dict(), path=request.path, words=_words)
    context = {"found": found, "years": grouped(found.rows, _begun)}
    return render(request, "hub/project_list.html", context)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Project.objects.for_page(), slug=slug)
    context = {
        "project": found,
        "team": [(each, next(iter(each.affiliations.all()), None)) for each in found.team.all()],
        "outputs": found.outputs.published().newest_first().for_listing(),
        "practices": found.practices.by_title().for_listing(),
        "events": found.events.newest_first().for_listing(),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
    }
    return render(request, "hub/project.html", context)


def _words(row: Project) -> str:
    named = [link.institution.name for link in row.project_institutions.all()]
    said = (row.title, row.acronym, row.summary, *row.objectives, *row.results, *row.places)
    return "\n".join([*said, *named, *row.other_partners])


def _begun(row: Project) -> tuple[str, str | Promise]:
    year = row.start[:4]
    return (f"y{year}", year) if year else UNDATED


def _known_status(found: Project) -> Iterable[Value]:
    for value, label in _status(found):
        yield Value(label, fact_rows.list_address(LIST, status=value))


def _budget(found: Project) -> Iterable[Value]:
    return fact_rows.plain(f"{found.budget_usd:,} USD" if found.budget_usd else "")


def _partners(found: Project) -> Iterable[Value]:
    yield from fact_rows.in_role("project_institutions", ProjectInstitution.Role.PARTNER)(found)
    yield from map(Value, found.other_partners)


def _destinations(found: Project) -> Iterable[Value]:
    return (Value(country.local_name) for country in found.destination_countries.all())


FACTS: Rows = (
    (_("Status"), _known_status),
    (_("When"), lambda found: fact_rows.plain(found.dates_display)),
    (_("Note on the dates"), lambda found: fact_rows.plain(found.date_note)),
    (
        _("Funded by"),
        fact_rows.in_role("project_institutions", ProjectInstitution.Role.FUNDER),
    ),
    (_("Partners"), _partners),
    (_("Budget"), _budget),
    (_("Countries"), lambda found: fact_rows.countries(LIST, found.countries.all())),
    (_("Places"), lambda found: map(Value, found.places)),
    (_("Countries of destination"), _destinations),
)
