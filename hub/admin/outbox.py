"""The outbox: mails as their readers would see them, where the hub sends none."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.models import OutboxMail
from hub.posting import outbox

PER_PAGE = 50
PERMISSION = "hub.view_outboxmail"
BACKEND = "hub.posting.outbox.OutboxBackend"
#: A mail may bring its own styles, and nothing else: no script, no picture from elsewhere. Its
#: links open beside it.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


def mail_alone(html: str) -> HttpResponse:
    """The HTML of a mail as a page of its own, or for a frame."""
    answer = HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))
    answer["Content-Security-Policy"] = MAIL_POLICY
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _allow(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    _allow(request)
    sought = request.GET.get("to", "").strip()[:200]
    mails = OutboxMail.objects.newest_first().defer("message")
    pages = Paginator(mails.to(sought) if sought else mails, PER_PAGE)
    context = {
        **admin.site.each_context(request),
        "title": _("Outbox"),
        "page": pages.get_page(request.GET.get("page")),
        "sought": sought,
        "is_in_use": settings.EMAIL_BACKEND == BACKEND,
        "kept_days": outbox.KEPT_FOR.days,
    }
    return TemplateResponse(request, "admin/outbox/list.html", context)


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _allow(request)
    found = get_object_or_404(OutboxMail, pk=pk)
    context = {
        **admin.site.each_context(request),
        "title": found.subject,
        "mail": found,
        "opened": outbox.opened(found),
    }
    return TemplateResponse(request, "admin/outbox/mail.html", context)


@require_safe
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part by itself, for the frame."""
    _allow(request)
    return mail_alone(outbox.opened(get_object_or_404(OutboxMail, pk=pk)).html)


@require_safe
def mail_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it would have gone over the wire."""
    _allow(request)
    found = get_object_or_404(OutboxMail, pk=pk)
    answer = HttpResponse(bytes(found.message), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="mail-{found.pk}.eml"'
    return answer
