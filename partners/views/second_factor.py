"""Setting up the authenticator app, and being asked for its code."""

import segno
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners import second_factor
from partners.forms import CodeForm
from partners.models import User
from partners.second_factor import Step


@never_cache
@sensitive_post_parameters("code")
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """The code, or the set-up: whichever stands between the user and the admin."""
    user = request.user
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return redirect("admin:login")
    if second_factor.missing_step(user) == Step.CODE:
        return _ask_for_code(request, user)
    if request.method == "POST" and "new_codes" in request.POST and second_factor.app_of(user):
        return _show_codes(request, user)
    return _set_up(request, user)


def _ask_for_code(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = second_factor.verify(user, form.cleaned_data["code"])
        if device:
            login(request, device)
            _warn_of_few_codes(request, user, device)
            return redirect(_after(request))
        form.add_error("code", _("This code is not right, or not any more. Wait for the next."))
    return _page(request, "admin/second_factor/code.html", _("Your second factor"), form=form)


def _warn_of_few_codes(
    request: HttpRequest, user: User, device: TOTPDevice | StaticDevice
) -> None:
    if isinstance(device, StaticDevice):
        left = second_factor.recovery_codes_left(user)
        messages.warning(
            request,
            ngettext(
                "That recovery code is used up; %(left)d is left.",
                "That recovery code is used up; %(left)d are left.",
                left,
            )
            % {"left": left},
        )


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = second_factor.confirm(user, form.cleaned_data["code"])
        if confirmed:
            login(request, confirmed)
            return _show_codes(request, user)
        form.add_error("code", _("This code is not right, or not any more. Wait for the next."))
    device = second_factor.begin(user)
    return _page(
        request,
        "admin/second_factor/set_up.html",
        _("Set up your second factor"),
        form=form,
        picture=_picture(device),
        key=second_factor.key_in_words(device),
        is_demanded=second_factor.is_demanded(user),
        has_app=second_factor.app_of(user) is not None,
        codes_left=second_factor.recovery_codes_left(user),
    )


def _show_codes(request: HttpRequest, user: User) -> HttpResponse:
    codes = second_factor.new_recovery_codes(user)
    title = _("Keep these recovery codes")
    return _page(request, "admin/second_factor/codes.html", title, codes=codes)


def _picture(device: TOTPDevice) -> str:
    """The QR code as part of the page: no file, no style, no script."""
    code = segno.make(device.config_url, error="m", micro=False)
    picture = code.svg_inline(scale=5, border=3, dark="#000", light="#fff", svgclass="qr")
    return mark_safe(picture)  # noqa: S308 - made here, of a key and an address


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")


def _page(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    return render(
        request,
        template,
        {
            **admin.site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": title,
            "next": _after(request),
            **context,
        },
    )
