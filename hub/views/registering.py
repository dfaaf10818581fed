"""Registering for an event, and giving the place up again by a signed link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.forms.registering import RegistrationForm
from hub.models import Event
from hub.registering import letters, places
from hub.signed_links import NoSuchLink
from hub.tasks import post_soon
from hub.views.limits import is_too_often
from hub.views.newsletter import no_such_link

OTHER = ("institution", "country", "needs")


# No cookie is set and nobody is signed in; the form carries a signed stamp of its own.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.for_listing(), slug=slug)
    if event.registration != Event.Registration.HERE:
        raise Http404
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if is_too_often(request, "register"):
            return render(request, "hub/newsletter/too_often.html", status=429)
        if form.is_of_a_machine:
            return redirect("hub:registered", slug=slug)
        status = 400
        if form.is_valid() and _registered(event, form):
            return redirect("hub:registered", slug=slug)
    context = {"event": event, "form": form}
    return render(request, "hub/event_register.html", context, status=status)


def _registered(event: Event, form: RegistrationForm) -> bool:
    said = form.cleaned_data
    wish = places.Wish(
        email=said["email"],
        name=said["name"],
        language=get_language() or "en",
        consent=form.consent,
        other={name: said[name] for name in OTHER},
    )
    try:
        places.register(event, wish)
    except places.NotNow:
        event.refresh_from_db()
        return False
    post_soon()
    return True


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for every address: who is registered is nobody's business. The mail tells more."""
    event = get_object_or_404(Event.objects.for_listing(), slug=slug)
    return render(request, "hub/event_registered.html", {"event": event})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """How one stands, and the button that gives the place to somebody else."""
    try:
        found = letters.registration_of(token)
    except NoSuchLink:
        return no_such_link(request)
    if request.method == "POST" and request.POST.get("do") == "erase":
        places.erase([found])
        post_soon()
        return redirect("hub:newsletter-erased")
    if request.method == "POST":
        places.give_up(found)
        post_soon()
        return redirect("hub:registration", token=token)
    return render(request, "hub/registration.html", {"registration": found, "event": found.event})
