from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.models import Event, EventInstitution, Session
from partners.admin.desk import DeskAdmin, Rows
from partners.admin.rows import OrderedForm, OrderedFormSet


class CountedByRole(OrderedFormSet):
    counted_by = ("role",)


class CountedByDay(OrderedFormSet):
    counted_by = ("day",)


class EventInstitutionRows(Rows):
    model = EventInstitution
    form = OrderedForm
    formset = CountedByRole
    fields = ("institution", "role", "order")
    autocomplete_fields = ("institution",)
    ordering = ("role", "order", "pk")


class SessionRows(Rows):
    """The programme; what was said and by whom stands on each session's own page."""

    model = Session
    form = OrderedForm
    formset = CountedByDay
    fields = ("day", "order", "kind", "title", "starts_at", "ends_at")
    ordering = ("day", "order", "pk")
    show_change_link = True


@admin.register(Event)
class EventAdmin(DeskAdmin):
    list_display = ("title", "kind", "starts_on", "ends_on", "city", "country")
    list_filter = ("kind", "mode", "themes", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("title", "city", "venue")
    ordering = ("-starts_on", "-pk")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("country", "countries", "outputs", "projects", "practices")
    inlines = (EventInstitutionRows, SessionRows)
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "summary")}),
        (
            _("When and where"),
            {
                "fields": (
                    ("starts_on", "ends_on", "timezone"),
                    "date_note",
                    "mode",
                    ("venue", "city", "country"),
                    "participant_count",
                )
            },
        ),
        (
            _("About what"),
            {"fields": ("themes", "countries", "forms", "stages", "populations")},
        ),
        (_("Who else"), {"fields": ("other_organisers",)}),
        (_("What came of it"), {"fields": ("outputs", "projects", "practices")}),
        (
            _("For staff"),
            {"fields": ("source", "source_is_copy", "other_sources"), "classes": ("collapse",)},
        ),
    )
