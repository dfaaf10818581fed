"""The form of an output, in the words of who fills it in."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.admin.finding import is_number
from partners.admin.lists import TickedField
from partners.models import Country
from research.ingestion import cleaning
from research.models import Output, Theme
from research.vocabularies import GCM_OBJECTIVES, SDGS

#: The boxes of what was suggested, ticked by the person: "themes:gender-and-migration".
TAKEN = "_take"
#: Besides the hub's own, what is written in and about the places where migrants go.
FURTHER_LANGUAGES = (
    ("ar", _("Arabic")),
    ("as", _("Assamese")),
    ("bho", _("Bhojpuri")),
    ("dz", _("Dzongkha")),
    ("fr", _("French")),
    ("de", _("German")),
    ("mai", _("Maithili")),
    ("ml", _("Malayalam")),
    ("ms", _("Malay")),
    ("my", _("Burmese")),
    ("ps", _("Pashto")),
    ("fa", _("Persian")),
    ("pa", _("Punjabi")),
    ("es", _("Spanish")),
)
LICENCES = (
    ("", _("Not known yet")),
    ("CC-BY-4.0", _("CC BY 4.0: share and adapt, naming the source")),
    ("CC-BY-SA-4.0", _("CC BY-SA 4.0: the same, under the same licence")),
    ("CC-BY-NC-4.0", _("CC BY-NC 4.0: not for sale")),
    ("CC-BY-NC-SA-4.0", _("CC BY-NC-SA 4.0: not for sale, under the same licence")),
    ("CC-BY-ND-4.0", _("CC BY-ND 4.0: share unchanged")),
    ("CC-BY-NC-ND-4.0", _("CC BY-NC-ND 4.0: share unchanged, not for sale")),
    ("CC-BY-3.0-IGO", _("CC BY 3.0 IGO")),
    ("CC-BY-NC-SA-3.0-IGO", _("CC BY-NC-SA 3.0 IGO")),
    ("CC0-1.0", _("CC0: no rights kept")),
)
LONG = {"class": "vLargeTextField"}


class KnownOrKept(forms.Select):
    """The choices, and what stands there already even if it is none of them."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = {str(choice) for choice, _label in self.choices}
        kept = [(one, one) for one in value if one and one not in known]
        self.choices = [*self.choices, *kept]
        return super().optgroups(name, value, attrs)


class OutputForm(forms.ModelForm):  # type: ignore[type-arg]
    sdgs = TickedField(
        label=_("Development goals (SDGs)"),
        choices=[(goal, goal) for goal in SDGS],
        coerce=int,
        required=False,
    )
    gcm_objectives = TickedField(
        label=_("Objectives of the Global Compact"),
        choices=[(objective, objective) for objective in GCM_OBJECTIVES],
        coerce=int,
        required=False,
    )

    class Meta:
        # Model and fields are named by the admin, from its fieldsets.
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, **LONG}),
            "subtitle": forms.Textarea(attrs={"rows": 1, **LONG}),
            "summary": forms.Textarea(attrs={"rows": 4, **LONG}),
            "language": KnownOrKept(choices=[*settings.LANGUAGES, *FURTHER_LANGUAGES]),
            "licence": KnownOrKept(choices=LICENCES),
        }
        labels = {
            "type": _("Kind"),
            "issued": _("Published"),
            "summary": _("In brief, in plain words"),
            "url": _("Web address at the publisher"),
            "pdf_url": _("Address of the file there"),
            "access": _("Who may open the documents"),
            "embargo_until": _("Embargo until"),
            "owner": _("Deposited by"),
        }
        help_texts = {
            "language": "",
            "licence": "",
            "subtitle": "",
            "issued": _("A year (2023), a month (2023-05) or a day (2023-05-31)."),
            "summary": _("Two or three sentences a minister’s adviser would read."),
            "key_messages": _("Three or four, one a line."),
            "countries": _("That it speaks of. Type a few letters."),
            "corridors": _("From where to where, if it is about one."),
            "keywords": _("Commas between them."),
            "sex_disaggregated": _("Its figures are given for women and men."),
            "embargo_until": _("Kathmandu time. The documents open by themselves then."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "themes" in self.fields:
            # A draft may be without; before it is public one is asked for.
            self.fields["themes"].required = False
        for part, words in zip(self._parts_of_embargo(), (_("Date"), _("Time")), strict=False):
            part.attrs["aria-label"] = words

    def _parts_of_embargo(self) -> Iterable[forms.Widget]:
        """Date and hour are two boxes under one name; each is named for who can't see that."""
        embargo = self.fields.get("embargo_until")
        widgets: Iterable[forms.Widget] = getattr(getattr(embargo, "widget", None), "widgets", ())
        return widgets

    def clean_doi(self) -> str:
        return cleaning.doi(self.cleaned_data["doi"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self._take_what_was_ticked()
        if self.instance.is_public:
            # What readers rely on can't be taken away again while it is public.
            if not self.cleaned_data.get("summary", "").strip():
                self.add_error(
                    "summary", ValidationError(_("A published output needs a summary."))
                )
            if not self.cleaned_data.get("themes"):
                self.add_error("themes", ValidationError(_("A published output needs a theme.")))
        return cleaned

    def _take_what_was_ticked(self) -> None:
        taken = self.data.getlist(TAKEN) if hasattr(self.data, "getlist") else ()
        for field, values in _by_field(taken).items():
            if field in TAKE and field in self.cleaned_data:
                self.cleaned_data[field] = TAKE[field](self.cleaned_data[field], values)


def _by_field(taken: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in taken:
        field, _colon, value = one.partition(":")
        found.setdefault(field, []).append(value)
    return found


def _longer(written: list[Any], values: list[Any]) -> list[Any]:
    return list(dict.fromkeys([*written, *values]))


#: How what was suggested for a field joins what the person wrote there.
TAKE: dict[str, Callable[[Any, Any], Any]] = {
    "themes": lambda chosen, slugs: (
        Theme.objects.filter(pk__in=[t.pk for t in chosen]) | Theme.objects.filter(slug__in=slugs)
    ),
    "countries": lambda chosen, codes: (
        Country.objects.filter(pk__in=[c.pk for c in chosen])
        | Country.objects.filter(code__in=codes)
    ),
    "keywords": lambda written, words: _longer(written, [word[:120] for word in words]),
    "sdgs": lambda ticked, goals: _longer(
        ticked, [int(goal) for goal in goals if is_number(goal) and int(goal) in SDGS]
    ),
}


def columns_to_save(form: forms.ModelForm) -> list[str]:  # type: ignore[type-arg]
    """Names of the columns a form has changed, and of those that say when.

    Nothing else is written: an editor may have published the output, and a worker
    read its document, since the form was opened.
    """
    columns = {field.name for field in Output._meta.concrete_fields}  # noqa: SLF001 -- documented
    return [*(columns & set(form.changed_data)), "updated_at", "oai_datestamp"]
