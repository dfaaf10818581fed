"""Django's own pages of a forgotten password, in the hub's frame and with its letters."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from partners import passwords
from partners.forms import ForgottenForm
from partners.rates import Rate, count_visitor
from partners.tasks import send_soon

#: Whoever asks more often, from one line, looks for addresses.
ASKING = Rate("forgotten", 10, 3600)
TOO_OFTEN = _("You asked too often. Try again in an hour.")


class Framed:
    """With what the admin's frame shows, and no bar beside it."""

    request: HttpRequest
    title: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        around = admin.site.each_context(self.request)
        around |= {"title": self.title}
        return {**around, **context, "is_nav_sidebar_enabled": False, "hours": passwords.hours()}


@method_decorator(never_cache, name="dispatch")
class Ask(Framed, FormView):  # type: ignore[type-arg]  # not to be had while running
    """Says the same whether somebody signs in with the address or nobody does."""

    form_class = ForgottenForm
    template_name = "admin/forgotten/ask.html"
    title = _("Forgotten password")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        standing = count_visitor(request, ASKING)
        if standing and standing.is_exceeded:
            form = self.get_form()
            form.add_error(None, TOO_OFTEN)
            context = self.get_context_data(form=form)
            headers = {"Retry-After": str(standing.resets_in)}
            return self.render_to_response(context, status=429, headers=headers)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        passwords.forgotten(form.cleaned_data["email"])
        send_soon()
        return redirect("password_reset_done")


class Sent(Framed, views.PasswordResetDoneView):
    template_name = "admin/forgotten/sent.html"
    title = _("Look into your mail")


class Choose(Framed, views.PasswordResetConfirmView):
    """Only the password: whoever has a second factor is asked for it when signing in."""

    template_name = "admin/forgotten/choose.html"
    title = _("Choose a new password")

    def get_user(self, uidb64: str) -> Any:
        """Nobody who may not enter any more, though a link was sent before."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None


class Done(Framed, views.PasswordResetCompleteView):
    template_name = "admin/forgotten/done.html"
    title = _("Your password is changed")
