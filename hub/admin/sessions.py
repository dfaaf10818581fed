from django.contrib import admin
from django.http import HttpRequest

from hub.models import Session, Speaker
from partners.admin.desk import DeskAdmin, TallRows
from partners.admin.rows import OrderedForm, OrderedFormSet


class CountedByPart(OrderedFormSet):
    counted_by = ("part",)


class SpeakerRows(TallRows):
    model = Speaker
    form = OrderedForm
    formset = CountedByPart
    fields = (
        ("person", "name"),
        ("part", "order"),
        ("role", "affiliation"),
        ("institution", "country"),
    )
    autocomplete_fields = ("person", "institution", "country")
    ordering = ("part", "order", "pk")


@admin.register(Session)
class SessionAdmin(DeskAdmin):
    """Reached from its event; not listed on the front page."""

    list_display = ("title", "event", "day", "order", "kind")
    list_select_related = ("event",)
    search_fields = ("title", "event__title")
    ordering = ("-event__starts_on", "event", "day", "order", "pk")
    autocomplete_fields = ("event",)
    inlines = (SpeakerRows,)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}
