"""“Tell me about new results”: a search is saved as it stands, shown back in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hub.alerts import saving, wording
from hub.forms.subscribing import AlertForm
from hub.subscribing import asking
from hub.tasks import answer_soon
from hub.views.limits import is_too_often
from research.search import Criteria, query_language


# See hub.views.newsletter: there is no cookie that another site could abuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The search stands in the address, so that a page of results only has to add its own."""
    criteria = Criteria.parse(request.GET)
    form = AlertForm(request.POST if request.method == "POST" else None)
    try:
        query = saving.savable(criteria)
    except saving.Refused as refusal:
        return _page(request, criteria, form, refusal.reasons)
    if request.method != "POST":
        return _page(request, criteria, form)
    if is_too_often(request, "alert"):
        return render(request, "hub/newsletter/too_often.html", status=429)
    if form.is_of_a_machine:
        return redirect("hub:newsletter-asked")
    if not form.is_valid():
        return _page(request, criteria, form)
    asked = asking.ask(_wish(form, query))
    answer_soon(asked.pk)
    return redirect("hub:newsletter-asked")


def _wish(form: AlertForm, query: str) -> asking.Wish:
    said = form.cleaned_data
    return asking.Wish(
        email=said["email"],
        language=get_language() or "en",
        consent=form.consent,
        query=query,
        all_words=said["all_words"],
        pace=said["pace"],
    )


def _page(
    request: HttpRequest, criteria: Criteria, form: AlertForm, reasons: list[str] | None = None
) -> HttpResponse:
    context = {
        "criteria": criteria,
        "reasons": reasons or [],
        "said": wording.in_words(criteria, all_words=None),
        "has_many_words": len(query_language.read(criteria.text).words) > 1,
        "form": form,
        "query": criteria.query_string(),
    }
    status = 400 if reasons or form.is_bound else 200
    return render(request, "hub/alerts/new.html", context, status=status)
