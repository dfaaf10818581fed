"""The first visit of somebody who was invited: a name and a password."""

from django.contrib import admin
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from partners import invitations
from partners.forms import WelcomeForm
from partners.models import User

#: The one that knows passwords: who comes by a link has just set one.
BACKEND = "partners.sign_in.MembershipBackend"


@never_cache
@sensitive_post_parameters()
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = invitations.find(token)
        form = WelcomeForm(User(email=invitation.email), request.POST or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            user = invitations.accept(token, name=given["name"], password=given["new_password1"])
            login(request, user, backend=BACKEND)
            return redirect("admin:second_factor")
    except invitations.NotInvited as refusal:
        context: dict[str, object] = {
            "title": _("This invitation is not open"),
            "refusal": str(refusal),
        }
        return render(request, "admin/welcome.html", _around(request) | context, status=410)
    context = {"title": _("Welcome to the hub"), "invitation": invitation, "form": form}
    return render(request, "admin/welcome.html", _around(request) | context)


def _around(request: HttpRequest) -> dict[str, object]:
    return {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}
