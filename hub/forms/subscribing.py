"""What a reader says to subscribe, to be alerted, and to change it later."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import check_for_language
from django.utils.translation import gettext_lazy as _

from hub.forms.readers import ReaderForm
from hub.models import Pace, Rhythm
from partners.models import Country
from research.models import Theme

NO_NEWSLETTER = ("", _("No newsletter"))
CONSENT = _(
    "I want mail from the SALAM Knowledge Hub at this address. The hub keeps the address, these "
    "choices and the time for that alone, and erases them when I ask."
)


def languages() -> list[tuple[str, str]]:
    """The languages in which this hub has pages, each as its readers call it."""
    known = [(code, name) for code, name in settings.LANGUAGES if check_for_language(code)]
    return [(code, str(name)) for code, name in known]


class ThemeChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Tick boxes, by the name in the reader's language."""

    widget = forms.CheckboxSelectMultiple


class CountryChoice(ThemeChoice):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.local_name)


class ChoiceForm(forms.Form):
    """What of the newsletter somebody wants."""

    language = forms.ChoiceField(label=_("Language"), choices=languages)
    themes = ThemeChoice(Theme.objects.none(), required=False, label=_("Themes"))
    countries = CountryChoice(Country.objects.none(), required=False, label=_("Countries"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.in_order()  # type: ignore[attr-defined]
        countries = Country.objects.of_the_hub().by_name()
        self.fields["countries"].queryset = countries  # type: ignore[attr-defined]


class AddressForm(ReaderForm):
    """An address, and that its owner agrees; ``consent`` keeps the words as they were shown."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "ctl", "dir": "ltr"}),
    )
    agreed = forms.BooleanField(
        label=CONSENT, error_messages={"required": _("Without your agreement nothing is sent.")}
    )

    @property
    def consent(self) -> str:
        return str(CONSENT)


class SubscribeForm(AddressForm, ChoiceForm):
    newsletter = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect,
    )
    field_order = ("email", "language", "newsletter", "themes", "countries", "agreed")


class AlertForm(AddressForm):
    pace = forms.ChoiceField(
        label=_("How often"),
        choices=Pace.choices,
        initial=Pace.WEEKLY,
        widget=forms.RadioSelect,
    )
    all_words = forms.BooleanField(
        label=_("Only where all my words occur (closer and fewer)"), required=False, initial=True
    )


class ManageForm(ChoiceForm):
    newsletter = forms.ChoiceField(
        label=_("Newsletter"),
        choices=[*Rhythm.choices, NO_NEWSLETTER],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["language"].widget.attrs["class"] = "ctl"
