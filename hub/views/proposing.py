"""The forms by which a reader corrects a centre or tells of a practice; no account is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.forms.proposals import CorrectionForm, PracticeForm, ProposalForm
from hub.proposals import receiving
from hub.proposals.receiving import NothingProposed, Sender
from hub.views.limits import is_too_often
from partners.models import ResourceCentre
from partners.tasks import send_soon


# No cookie is set and nobody is signed in; the form carries a signed stamp of its own.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    centre = get_object_or_404(ResourceCentre.objects.for_listing(), slug=slug)
    is_sent = request.method == "POST"
    form = CorrectionForm(request.POST if is_sent else None, centre=centre)
    if is_sent:
        if answer := _not_from_a_person(request, form):
            return answer
        if form.is_valid():
            try:
                receiving.correct(centre, form.proposed(), _sender(form))
            except NothingProposed:
                form.add_error(None, _("Nothing differs from the entry yet."))
            else:
                return _thanks()
    context = {"form": form, "centre": centre}
    return render(request, "hub/correct.html", context, status=400 if is_sent else 200)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose_practice(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = PracticeForm(request.POST if is_sent else None)
    if is_sent:
        if answer := _not_from_a_person(request, form):
            return answer
        if form.is_valid():
            first = form.cleaned_data["countries"][0]
            receiving.propose_practice(form.proposed(), first, _sender(form))
            return _thanks()
    return render(request, "hub/propose.html", {"form": form}, status=400 if is_sent else 200)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "hub/proposal_sent.html")


def _not_from_a_person(request: HttpRequest, form: ProposalForm) -> HttpResponse | None:
    """Who sends too much is told so; a machine is thanked like everybody."""
    if is_too_often(request, "proposal"):
        return render(request, "hub/newsletter/too_often.html", status=429)
    return redirect("hub:proposal-sent") if form.is_of_a_machine else None


def _sender(form: ProposalForm) -> Sender:
    said = form.values(("name", "email", "how_known"))
    return Sender(language=get_language() or "en", **said)


def _thanks() -> HttpResponse:
    send_soon()
    return redirect("hub:proposal-sent")
