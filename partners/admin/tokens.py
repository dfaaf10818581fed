"""API tokens: made and ended by their owners; the secret is shown once."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import signed_in
from partners.admin.finding import Finding
from partners.models import ApiToken
from partners.models.tokens import LASTS
from partners.sign_in import own_institutions, sees_everything

#: A token that lasts longer is one that nobody remembers.
LONGEST = timedelta(days=3 * 366)


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=ApiToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=ApiToken.Scope.values,
    )
    expires_at = forms.DateField(
        label=_("Expires on"),
        initial=lambda: timezone.localdate() + LASTS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = ApiToken
        fields = ("name", "scopes", "expires_at")

    def clean_expires_at(self) -> Any:
        day = self.cleaned_data["expires_at"]
        if not timezone.localdate() < day <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(_("Choose a day after today, within three years."))
        midnight = timezone.datetime.combine(day, timezone.datetime.min.time())  # type: ignore[attr-defined]
        return timezone.make_aware(midnight)


@admin.register(ApiToken)
class TokenAdmin(Finding):
    form = TokenForm
    list_display = ("name", "beginning", "scopes", "expires_at", "last_used_at", "revoked_at")
    ordering = ("-created_at", "-pk")
    actions = ("revoke",)
    #: Only for the request in which it is made.
    secret_name = "new_token_secret"  # noqa: S105 -- the name of an attribute

    @admin.action(description=_("Revoke the chosen tokens"))
    def revoke(self, request: HttpRequest, chosen: "QuerySet[ApiToken]") -> None:
        for token in chosen:
            token.revoke()

    # Who sees and may do what: everybody the own tokens, whoever may deposit at all

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ApiToken]":
        return ApiToken.objects.of(signed_in(request)).newest_first()

    def _may_deposit(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated:
            return False
        staff = signed_in(request)
        return staff.is_staff and bool(sees_everything(staff) or own_institutions(staff))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may_deposit(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_deposit(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may_deposit(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a token may do never changes: another token is another key."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_deposit(request)

    # What is saved, and shown once

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("digest",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        owner = signed_in(request)

        class OwnForm(form):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **inner: Any) -> None:
                super().__init__(*args, **inner)
                if self.instance.pk is None:
                    # Now, so that the form can ask whether the owner has one of this name.
                    self.instance.owner = owner

            def _get_validation_exclusions(self) -> set[str]:
                excluded: set[str] = super()._get_validation_exclusions()
                return excluded - {"owner"}

        return OwnForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.owner = signed_in(request)
        setattr(request, self.secret_name, obj.give_secret())
        obj.save()

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Answered at once, not by a redirect: the secret lies in no message and no cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Your new token"),
            "token": obj,
            "secret": getattr(request, self.secret_name),
            "opts": self.opts,
        }
        answer = TemplateResponse(request, "admin/partners/apitoken/made.html", context)
        answer["Cache-Control"] = "no-store"
        return answer
