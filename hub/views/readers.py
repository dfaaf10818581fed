"""What a reader does by a signed link: confirm, manage, pause, leave, be forgotten."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.alerts import confirming, wording
from hub.forms.subscribing import ManageForm
from hub.models import Pace, Subscriber
from hub.signed_links import NoSuchLink
from hub.subscribing import asking, links, subscribers
from hub.views.newsletter import no_such_link

#: What a page says once something was done; by the word in its address.
DONE = {
    "confirmed": _("Thank you. Your address is confirmed."),
    "saved": _("Your choices are saved."),
    "paused": _("No mail is sent until the pause ends."),
    "resumed": _("The pause is over."),
    "left": _("You get no newsletter any more."),
    "removed": _("The alert is removed."),
    "restarted": _("Mail is sent to your address again."),
}


# The signed link is the proof, not a cookie: there is none that another site could abuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirmed by a button: programs that look after links in mails press none."""
    try:
        asked = links.request(token)
    except NoSuchLink:
        return no_such_link(request)
    if request.method == "POST":
        with transaction.atomic():
            subscriber = subscribers.confirm(asked)
            # A letter opened again does not bring back what its reader has removed since.
            if asked.query and asked.confirmed_at is None:
                confirming.confirmed(asked, subscriber)
        return _to_manage(subscriber, "confirmed")
    said = wording.of_request(asked) if asked.query else asking.wanted(asked)
    context = {"said": said, "is_alert": bool(asked.query)}
    return render(request, "hub/newsletter/confirm.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscriber = links.reader(token)
    except NoSuchLink:
        return no_such_link(request)
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("do", ""), _save)
        answer = action(request, subscriber)
        if answer is not None:
            return answer
    return render(request, "hub/newsletter/manage.html", _shown(request, subscriber))


def _shown(request: HttpRequest, subscriber: Subscriber) -> dict[str, Any]:
    form = ManageForm(
        initial={
            "newsletter": subscriber.newsletter,
            "language": subscriber.language,
            "themes": subscriber.themes.all(),
            "countries": subscriber.countries.all(),
        }
    )
    alerts = []
    for alert in subscriber.alerts.in_order():
        criteria = wording.criteria_shown(alert)
        said = wording.in_words(criteria, all_words=alert.all_words)
        alerts.append({"alert": alert, "said": said, "notices": criteria.notices})
    return {
        "subscriber": subscriber,
        "form": form,
        "alerts": alerts,
        "paces": Pace.choices,
        "pauses": subscribers.PAUSES,
        "done": DONE.get(request.GET.get("done", "")),
    }


def _to_manage(subscriber: Subscriber, done: str) -> HttpResponse:
    answer = redirect("hub:newsletter-manage", links.of_reader(subscriber))
    answer["Location"] += f"?done={done}"
    return answer


def _save(request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    form = ManageForm(request.POST)
    if not form.is_valid():
        return None
    said = form.cleaned_data
    wanted = subscribers.Wanted(
        said["newsletter"], said["language"], said["themes"], said["countries"]
    )
    subscribers.change(subscriber, wanted)
    return _to_manage(subscriber, "saved")


def _save_alert(request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    pace = request.POST.get("pace", "")
    if pace in Pace.values:
        subscriber.alerts.filter(key=request.POST.get("alert", "")).update(pace=pace)
    return _to_manage(subscriber, "saved")


def _remove_alert(request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    subscriber.alerts.filter(key=request.POST.get("alert", "")).delete()
    return _to_manage(subscriber, "removed")


def _pause(request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    days = request.POST.get("days", "")
    if days.isdecimal() and int(days) in subscribers.PAUSES:
        subscribers.pause(subscriber, days=int(days))
        return _to_manage(subscriber, "paused")
    subscribers.pause(subscriber, days=0)
    return _to_manage(subscriber, "resumed")


def _leave(_request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    subscribers.leave_newsletter(subscriber)
    return _to_manage(subscriber, "left")


def _restart(_request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    subscribers.restart(subscriber)
    return _to_manage(subscriber, "restarted")


def _erase(_request: HttpRequest, subscriber: Subscriber) -> HttpResponse | None:
    subscribers.erase(subscriber)
    return redirect("hub:newsletter-erased")


ACTIONS: dict[str, Callable[[HttpRequest, Subscriber], HttpResponse | None]] = {
    "save": _save,
    "save-alert": _save_alert,
    "remove-alert": _remove_alert,
    "pause": _pause,
    "leave": _leave,
    "restart": _restart,
    "erase": _erase,
}


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "hub/newsletter/erased.html")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Leaves by POST alone (RFC 8058), at once and without a question; a look changes nothing."""
    try:
        subscriber = links.reader(token)
    except NoSuchLink:
        return no_such_link(request)
    is_done = request.method == "POST"
    if is_done:
        LEAVING[what](subscriber)
    context = {
        "is_done": is_done,
        "is_of_alerts": what == "alerts",
        "manage": links.of_reader(subscriber),
    }
    return render(request, "hub/newsletter/unsubscribe.html", context)


LEAVING: dict[str, Callable[[Subscriber], object]] = {
    "newsletter": subscribers.leave_newsletter,
    "alerts": subscribers.leave_alerts,
}
