"""Inviting people, and the post that went out to them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partners import invitations
from partners.admin.desk import DeskAdmin, signed_in
from partners.models import Invitation, Letter, User
from partners.tasks import send_soon


class InvitationForm(ModelForm):  # type: ignore[type-arg]
    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("Somebody signs in with this address already: give the role there.")
            )
        return email


@admin.register(Invitation)
class InvitationAdmin(DeskAdmin):
    form = InvitationForm
    list_display = ("email", "role", "institution", "invited_at", "standing")
    list_filter = ("role",)
    list_select_related = ("institution",)
    search_fields = ("email",)
    ordering = ("-invited_at", "-pk")
    autocomplete_fields = ("institution",)
    actions = ("send_again",)
    fields = ("email", "role", "institution", "language")

    @admin.display(description=_("state"))
    def standing(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return str(_("accepted"))
        return str(_("open") if invitation.is_open else _("too old"))

    @admin.display(description=_("the link, should the mail not arrive"))
    def link(self, invitation: Invitation) -> str:
        address = invitations.address(invitation.pk)
        return format_html('<a href="{}" class="long">{}</a>', address, address)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "link") if obj and obj.is_open else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "link") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent is not rewritten: it is taken back, and another is sent."""
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        invitations.invite(obj, by=signed_in(request))
        send_soon()

    @admin.action(description=_("Send the invitation again, with a new link"))
    def send_again(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        waiting = chosen.filter(accepted_at__isnull=True)
        for invitation in waiting:
            invitations.invite(invitation, by=signed_in(request))
        send_soon()
        messages.success(request, _("%(n)d sent.") % {"n": len(waiting)})


@admin.register(Letter)
class LetterAdmin(DeskAdmin):
    """Only to be looked at: did the mail go out, and if not, why."""

    list_display = ("to", "kind", "state", "written_at", "sent_at", "fault")
    list_filter = ("state", "kind")
    search_fields = ("to",)
    ordering = ("-written_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
