"""What somebody writes to an institute."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.forms.readers import ReaderForm
from hub.forms.registering import CountryField
from partners.models import Country
from research.models import Theme


class ContactForm(ReaderForm):
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    country = CountryField(Country.objects.none(), label=_("About which country"), required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("About which theme"), required=False
    )
    text = forms.CharField(
        label=_("Message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 9})
    )

    wants_copy = forms.BooleanField(label=_("Send me a copy"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.by_name()  # type: ignore[attr-defined]
        self.fields["theme"].queryset = Theme.objects.in_order()  # type: ignore[attr-defined]
