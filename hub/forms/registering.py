"""What somebody says who wants to come to an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.forms.readers import ReaderForm
from partners.models import Country

CONSENT = _(
    "The organisers may use these details to prepare the event. The hub erases them 90 days "
    "after it, or as soon as I ask."
)


class CountryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.local_name)


class RegistrationForm(ReaderForm):
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    institution = forms.CharField(
        label=_("Institution"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = CountryField(Country.objects.none(), label=_("Country"), required=False)
    needs = forms.CharField(
        label=_("What you need to take part"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Without your agreement the hub can’t register you.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.by_name()  # type: ignore[attr-defined]

    @property
    def consent(self) -> str:
        return str(CONSENT)
