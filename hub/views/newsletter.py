"""The newsletter's pages: subscribing, and the issues that were sent."""

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.forms.subscribing import SubscribeForm
from hub.models import Issue
from hub.newsletter.contents import items_of, parts
from hub.newsletter.whole import title_and_words
from hub.subscribing import asking
from hub.tasks import answer_soon
from hub.views.limits import is_too_often

#: Issues named on the newsletter's page.
MOST_ISSUES = 60


# No cookie is set and nobody is signed in, so there is nothing that another site could abuse;
# the form carries a signed stamp of its own.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    initial = {"language": get_language()}
    form = SubscribeForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        if is_too_often(request, "subscribe"):
            return render(request, "hub/newsletter/too_often.html", status=429)
        if form.is_of_a_machine:
            return redirect("hub:newsletter-asked")
        if form.is_valid():
            asked = asking.ask(_wish(form))
            answer_soon(asked.pk)
            return redirect("hub:newsletter-asked")
        status = 400
    issues = Issue.objects.out().newest_first()[:MOST_ISSUES]
    context = {"form": form, "issues": issues}
    return render(request, "hub/newsletter/newsletter.html", context, status=status)


def _wish(form: SubscribeForm) -> asking.Wish:
    said = form.cleaned_data
    return asking.Wish(
        email=said["email"],
        language=said["language"],
        consent=form.consent,
        newsletter=said["newsletter"],
        themes=said["themes"],
        countries=said["countries"],
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for every address: whether one is known is nobody's business."""
    return render(request, "hub/newsletter/asked.html")


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole issue; an editor sees it so before it is sent."""
    found = get_object_or_404(Issue.objects.prefetch_related("texts"), slug=slug)
    if found.started_at is None and not _is_editor(request):
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    title, words, words_language = title_and_words(found, language)
    context = {
        "issue": found,
        "title": title,
        "words": [part.strip() for part in words.split("\n\n") if part.strip()],
        "words_language": words_language,
        "parts": parts(items_of(found), language),
    }
    return render(request, "hub/newsletter/issue.html", context)


def _is_editor(request: HttpRequest) -> bool:
    """Signed in with all that the admin asks for, the second factor too."""
    return admin.site.has_permission(request) and request.user.has_perm("hub.view_issue")


def no_such_link(request: HttpRequest) -> HttpResponse:
    """A link that has gone says how to get another, and not whose it was."""
    return render(request, "hub/newsletter/no_such_link.html", status=404)
