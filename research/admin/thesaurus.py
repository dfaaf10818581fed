from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, Rows
from partners.admin.rows import SaidOnceFormSet
from research.models import Concept, ConceptLabel


class LabelRows(Rows):
    model = ConceptLabel
    formset = SaidOnceFormSet
    fields = ("language", "text", "kind")
    ordering = ("language", "pk")
    extra = 1


@admin.register(Concept)
class ConceptAdmin(DeskAdmin):
    """What is saved here counts in every search from the next second on."""

    list_display = ("slug", "words", "scope_note")
    list_filter = ("labels__language",)
    search_fields = ("slug", "labels__text", "scope_note")
    ordering = ("slug",)
    fields = ("slug", "scope_note")
    inlines = (LabelRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Concept]:
        return Concept.objects.with_words()

    @admin.display(description=_("words"))
    def words(self, concept: Concept) -> str:
        return str(getattr(concept, "words", ""))
