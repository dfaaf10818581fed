"""The page to write to the institutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.contact import routing
from hub.forms.contact import ContactForm
from hub.tasks import post_soon
from hub.views.limits import is_too_often, may_copy
from partners.models import Institution


# No cookie is set and nobody is signed in; the form carries a signed stamp of its own.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if is_too_often(request, "contact"):
            return render(request, "hub/newsletter/too_often.html", status=429)
        if form.is_of_a_machine:
            return redirect("hub:contact-sent")
        if form.is_valid():
            _send(request, form)
            return redirect("hub:contact-sent")
        status = 400
    institutes = Institution.objects.partners().for_listing().by_name()
    context = {"form": form, "institutes": institutes}
    return render(request, "hub/contact.html", context, status=status)


def _send(request: HttpRequest, form: ContactForm) -> None:
    said = {
        name: form.cleaned_data[name] for name in ("name", "email", "text", "country", "theme")
    }
    wants_copy = form.cleaned_data["wants_copy"] and may_copy(request, said["email"])
    enquiry = routing.Enquiry(language=get_language() or "en", wants_copy=wants_copy, **said)
    routing.send(enquiry)
    post_soon()


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "hub/contact_sent.html")
