"""Recommendations of an output: rows to fill in, begun with sentences found in its documents.

What was found is offered, never saved by itself: a row counts once somebody has ticked it
or changed anything in it.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.admin.rows import OrderedForm, OrderedFormSet
from research import deposits
from research.admin.begun import begun
from research.admin.deposit_rows import DepositRows
from research.ingestion.recommended import Said
from research.models import Recommendation

#: More sentences at once nobody looks through; the rest is offered when these are dealt with.
MOST = 20
#: Filled in by what was found; anything else in the row is somebody's word.
FOUND = {"text", "page", "offered", "keep", "order"}


class RecommendationForm(OrderedForm):
    keep = forms.BooleanField(label=gettext_lazy("Keep"), required=False)
    #: The sentence as it was found; empty in a row that somebody added.
    offered = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._sentence():
            self.fields["keep"].label = _("Found on page %(page)s: keep it") % {
                "page": self["page"].value()
            }
        else:
            self.fields["keep"].widget = forms.HiddenInput()

    def has_changed(self) -> bool:
        return super().has_changed() and not self._is_left()

    def _sentence(self) -> str:
        return str(self["offered"].value() or "")

    def _is_left(self) -> bool:
        """Whether a row with a found sentence is as it was offered, and not ticked."""
        sentence = self._sentence()
        if not sentence or self["keep"].value():
            return False
        said = {name: self[name].value() for name in self.fields if name not in FOUND}
        words = " ".join(str(self["text"].value() or "").split())
        return words in ("", sentence) and not any(said.values())


class RecommendationRows(DepositRows):
    model = Recommendation
    offers = True
    form = RecommendationForm
    formset = OrderedFormSet
    fields = (
        "keep",
        "text",
        ("actor", "body", "country"),
        ("theme", "corridor", "topic"),
        ("page", "order", "offered"),
    )
    autocomplete_fields = ("country", "corridor")
    ordering = ("order", "pk")
    classes = ("collapse",)

    def to_begin_with(self, request: HttpRequest, output: Any) -> list[dict[str, Any]]:
        return [
            {"text": said.text, "page": said.page, "offered": said.text}
            for said in self._found(request, output)[:MOST]
        ]

    def _found(self, request: HttpRequest, output: Any) -> Sequence[Said]:
        if output is None or output.pk is None:
            start = begun(request)
            return start.recommended if start else ()
        return deposits.found_in(output) if request.method == "GET" else ()
