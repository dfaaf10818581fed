"""What a reader knows better, or knows of: nothing is shown before an editor has looked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.forms.readers import ReaderForm
from partners.models import Country, Help, ResourceCentre
from partners.weeks import Box, WeekField, boxes_of
from research.models import Theme
from research.views.wording import language_name

#: Lines of a list that a reader may send, and of each line.
MOST_LINES = 30
#: A practice has a year of our time.
EARLIEST, LATEST = 1950, 2100


class LinesField(forms.CharField):
    """A list, a line each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_LINES * (longest + 2), **kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_LINES or any(len(line) > self.longest for line in found):
            raise ValidationError(_("That is too much."))
        return found


class ProposalForm(ReaderForm):
    """What both forms ask of the sender, and nothing of it is needed."""

    how_known = forms.CharField(
        label=_("How do you know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(
        label=_("Your name, if you like"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address, for questions only"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}


class CorrectionForm(ProposalForm):
    centre_name = forms.CharField(label=_("Name of the centre"), max_length=300)
    address = forms.CharField(label=_("Street address"), max_length=300, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    phones = LinesField(label=_("Telephones"), longest=60, required=False)
    # ``website`` is the trap of every form.
    site = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )
    weekly_hours = WeekField(label=_("Opening hours"), required=False)
    hours = forms.CharField(label=_("Opening hours, in words"), max_length=200, required=False)
    helps_with = forms.MultipleChoiceField(
        label=_("What it helps with"),
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    services = LinesField(label=_("Services"), longest=300)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )

    #: Fields whose name is another than that of the record's.
    renamed = {"centre_name": "name", "site": "website"}

    def __init__(self, data: Any = None, *, centre: ResourceCentre) -> None:
        same = ("address", "city", "phones", "weekly_hours", "hours", "helps_with", "services")
        initial = {name: getattr(centre, name) for name in (*same, "languages")}
        initial |= {name: getattr(centre, of) for name, of in self.renamed.items()}
        super().__init__(data, initial=initial)
        # Those of the entry first: what nobody touched comes back in its own order.
        codes = dict.fromkeys(centre.languages + [code for code, _name in settings.LANGUAGES])
        field = self.fields["languages"]
        field.choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]

    @property
    def days(self) -> list[Box]:
        return boxes_of(self["weekly_hours"])

    def proposed(self) -> dict[str, Any]:
        """By the names of the record's own fields."""
        said = self.values(("address", "city", "phones", "weekly_hours", "hours", "services"))
        said |= {of: self.cleaned_data[name] for name, of in self.renamed.items()}
        return said | {
            "helps_with": self._in_order("helps_with"),
            "languages": self._in_order("languages"),
        }

    def _in_order(self, name: str) -> list[str]:
        """What was ticked, in the order of the boxes."""
        choices: Any = self.fields[name]
        return [code for code, _label in choices.choices if code in self.cleaned_data[name]]


class PracticeForm(ProposalForm):
    title = forms.CharField(label=_("What is it called"), max_length=300)
    what_was_done = forms.CharField(
        label=_("What was done, by whom and for whom"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    what_was_learnt = forms.CharField(
        label=_("What was learnt"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = forms.CharField(
        label=_("On what evidence"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=EARLIEST, max_value=LATEST
    )
    other_institutions = LinesField(label=_("Institutions"), longest=300, required=False)
    countries = forms.ModelMultipleChoiceField(
        Country.objects.none(), label=_("Countries"), widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(label=_("Where it can be read about"), max_length=600, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        countries: Any = self.fields["countries"]
        countries.queryset = Country.objects.of_the_hub().by_name()
        countries.label_from_instance = lambda country: country.local_name
        themes: Any = self.fields["themes"]
        themes.queryset = Theme.objects.in_order()

    def proposed(self) -> dict[str, Any]:
        names = ("title", "what_was_done", "what_was_learnt", "evidence", "year",
                 "other_institutions", "source")  # fmt: skip
        return self.values(names) | {
            "countries": [country.code for country in self.cleaned_data["countries"]],
            "themes": [theme.slug for theme in self.cleaned_data["themes"]],
        }
