"""The practices: what was tried and learnt, all of it, and the page of each."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.views import fact_rows, list_filters
from hub.views.fact_rows import Rows, facts_of, sources_of
from hub.views.list_filters import Filter, narrow
from research.models import Practice
from research.views.facts import Value
from research.vocabularies import Form, Population, Stage

LIST = "hub:practice-list"
FILTERS = (
    Filter("country", _("Country"), list_filters.countries),
    Filter("form", _("Form of migration"), list_filters.vocabulary("forms", Form)),
    Filter("stage", _("Stage of migration"), list_filters.vocabulary("stages", Stage)),
    Filter("population", _("People"), list_filters.vocabulary("populations", Population)),
    Filter("theme", _("Theme"), list_filters.themes),
    Filter("sector", _("Sector"), list_filters.slugged("sector")),
)


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    rows = list(Practice.objects.by_title().for_listing())
    return render(
        request,
        "hub/practice_list.html",
        {
            "found": narrow(
                rows, FILTERS, asked=request.GET.dict(), path=request.path, words=_words
            )
        },
    )


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Practice.objects.for_listing(), slug=slug)
    context = {
        "practice": found,
        "outputs": found.outputs.published().newest_first().for_listing(),
        "projects": found.projects.newest_first().for_listing(),
        "events": found.events.newest_first().for_listing(),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
    }
    return render(request, "hub/practice.html", context)


def _words(row: Practice) -> str:
    named = [institution.name for institution in row.institutions.all()]
    said = (row.title, row.what_was_done, row.what_was_learnt, row.evidence, row.sector)
    return "\n".join([*said, *named, *row.other_institutions])


def _stage_in_words(found: Practice) -> Iterable[Value]:
    """As its source says it, where that is no stage of the hub's list."""
    return fact_rows.plain("" if found.stages else found.stage_note)


FACTS: Rows = (
    (_("Year"), lambda found: fact_rows.plain(found.year)),
    (_("Countries"), lambda found: fact_rows.countries(LIST, found.countries.all())),
    (_("Sector"), lambda found: fact_rows.plain(found.sector)),
    (_("Form of migration"), fact_rows.vocabulary(LIST, "form", "forms", Form)),
    (_("Stage of migration"), fact_rows.vocabulary(LIST, "stage", "stages", Stage)),
    (_("Stage, in words"), _stage_in_words),
    (_("People it is for"), fact_rows.vocabulary(LIST, "population", "populations", Population)),
)
