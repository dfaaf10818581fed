"""The form of a source: by its kind the settings, and no new rules unseen."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.admin import source_rules
from research.ingestion.connectors.table import CONNECTORS, Connector, Setting
from research.ingestion.harvesting.sampling import Sample, sample
from research.ingestion.relevance import Rules, judge_of
from research.ingestion.relevance.trying import Trial, tried
from research.ingestion.transport import SourceUnavailable
from research.models import Source

#: The button that tries rules without saving anything.
TRY = "_try"
PREFIX = "setting_"
ABOUT = ("name", "slug", "institution", "owner")
TRUST = ("trust", "is_own")
WHEN = ("every", "is_active")
#: What each degree of trust means for those who work with it.
TRUST_MEANS = {
    Source.Trust.PUBLISH: gettext_lazy(
        "Published at once: readers see a new work within seconds; for what an institute has "
        "checked itself. What lacks a summary or a theme waits for review all the same."
    ),
    Source.Trust.REVIEW: gettext_lazy(
        "Submitted for review: a new work stands among the submissions, as a colleague's would. "
        "What is public already is not changed, only proposals are made."
    ),
    Source.Trust.PROPOSE: gettext_lazy(
        "Proposed only: nothing is written; new works and changes wait among the proposals."
    ),
}
NEVER_OVERWRITTEN = gettext_lazy(
    "However far a source is trusted, what a person has written stays: where the source says "
    "something else, that becomes a proposal."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Examples below the form, or why there are none."""

    trial: Trial | None = None
    is_fresh: bool = False
    reason: str = ""


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Subclassed for each kind by ``form_for``."""

    kind = ""
    tried = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Set when rules were tried instead of saved.
    shown: Shown | None = None

    class Meta:
        model = Source
        fields = (*ABOUT, *TRUST, *WHEN)
        widgets = {"trust": forms.RadioSelect}
        labels = {"trust": gettext_lazy("What becomes of its works")}
        help_texts = {"trust": NEVER_OVERWRITTEN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.instance
        self._known_settings = source.settings
        if "slug" in self.fields:
            self.fields["slug"].help_text = _(
                "For commands and addresses: small letters, no blanks."
            )
        for name, value in source_rules.offered(source.rules).items():
            self.initial.setdefault(name, value)
        if not source.pk:
            self.initial["has_rules"] = not source.settings
        for name, value in source.settings.items():
            self.initial.setdefault(f"{PREFIX}{name}", value)
        self.initial["tried"] = source_rules.mark(source.rules) if source.pk else ""
        self._offer("trust", list(TRUST_MEANS.items()))
        self._offer("concepts", source_rules.choices_of_topics(self.initial["concepts"]))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def connector(self) -> Connector:
        return CONNECTORS[self.kind]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_settings(cleaned)
        self._clean_rules(cleaned)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            self._show_before_saving()

    def _clean_settings(self, cleaned: dict[str, Any]) -> None:
        typed = {one.name: str(cleaned.get(f"{PREFIX}{one.name}") or "") for one in self.settings}
        checked = self.connector.checked(typed)
        for name, said in checked.problems.items():
            self.add_error(f"{PREFIX}{name}" if name else None, said)
        self.instance.kind, self.instance.settings = self.kind, checked.settings

    @property
    def settings(self) -> tuple[Setting, ...]:
        return self.connector.settings

    def _clean_rules(self, cleaned: dict[str, Any]) -> None:
        rules = Rules.read(source_rules.read(cleaned))
        if cleaned.get("has_rules") and not (rules.asks_topic or rules.asks_place):
            self.add_error("has_rules", _("Name a topic or a place, or take all of it."))

    def _show_before_saving(self) -> None:
        """New rules are saved by who has seen what they take; where that can be shown."""
        rules = source_rules.read(self.cleaned_data)
        mark = source_rules.mark(rules)
        wants_to_see = TRY in self.data
        if wants_to_see or (rules and mark != self.cleaned_data.get("tried")):
            self.shown = self._shown(rules)
            typed = cast(QueryDict, self.data).copy()
            typed[self.add_prefix("tried")] = mark
            self.data = typed
            if wants_to_see:
                said = _("Nothing is saved yet. Below you see what these rules would take.")
            else:
                said = _("Not saved yet: look below at what these rules would take, then save.")
            self.add_error(None, said)
        self.instance.rules = rules

    def _shown(self, rules: dict[str, object]) -> Shown:
        try:
            found: Sample = sample(
                self.instance, is_elsewhere=self.instance.settings != self._known_settings
            )
        except SourceUnavailable as fault:
            return Shown(reason=str(fault))
        if not found.records:
            return Shown(reason=_("The source has answered with no record that could be read."))
        trial = tried(judge_of(Rules.read(rules)), found.records)
        return Shown(trial, found.is_fresh)


def form_for(kind: str) -> type[SourceForm]:
    """The form for sources of a kind."""
    connector = CONNECTORS[kind]
    fields: dict[str, Any] = {
        f"{PREFIX}{setting.name}": _field(setting) for setting in connector.settings
    }
    return type("SourceForm", (SourceForm,), {"kind": kind, **fields, **source_rules.RULES})


def settings_of(kind: str) -> tuple[str, ...]:
    return tuple(f"{PREFIX}{setting.name}" for setting in CONNECTORS[kind].settings)


def _field(setting: Setting) -> forms.Field:
    """Whether it is needed, the connector says, in its own words."""
    shape: dict[str, Any] = {
        "label": setting.label,
        "help_text": setting.help,
        "required": False,
    }
    if setting.choices:
        empty = [] if setting.is_required else [("", "---------")]
        return forms.ChoiceField(choices=[*empty, *setting.choices], **shape)
    return forms.CharField(
        max_length=2000, widget=forms.TextInput(attrs={"class": "vLargeTextField"}), **shape
    )
