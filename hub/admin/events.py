"""Events with their whole programme on one page: sessions, in each its people and takeaways."""

import csv
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hub.admin import speaker_lines
from hub.models import Event, EventInstitution, Registration, Session
from hub.registering import places
from hub.tasks import post_soon
from partners.admin.desk import DeskAdmin, Rows, TallRows
from partners.admin.rows import OrderedForm, OrderedFormSet
from partners.spreadsheets import MARK, harmless

#: What an organiser takes along to the door.
EXPORTED = ("standing", "name", "email", "institution", "country_id", "needs", "asked_at")


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


class SessionForm(OrderedForm):
    """A session with its people, a line each."""

    people = speaker_lines.SpeakersField(
        label=_("People"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_(
            "One a line: Name | what they are | affiliation. "
            "Write “chair:” or “moderator:” before the name where it is so."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["people"] = speaker_lines.written(self.instance)

    def save(self, commit: bool = True) -> Any:
        session = super().save(commit)
        if commit and "people" in self.changed_data:
            speaker_lines.save(session, self.cleaned_data["people"])
        return session


class SessionRows(TallRows):
    """The whole programme. Links to people's own pages are made on a session's page."""

    template = "admin/hub/event/sessions.html"

    model = Session
    form = SessionForm
    formset = CountedByDay
    fields = (
        ("day", "order", "kind"),
        "title",
        ("starts_at", "ends_at", "room"),
        "people",
        "summary",
        "takeaways",
        "contributions",
        "outputs",
        ("recording_url", "materials"),
    )
    autocomplete_fields = ("outputs",)
    ordering = ("day", "order", "pk")
    show_change_link = True


@admin.register(Event)
class EventAdmin(DeskAdmin):
    list_display = ("title", "kind", "starts_on", "ends_on", "city", "country", "state")
    list_filter = (
        "kind",
        "mode",
        "state",
        "themes",
        ("country", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("country",)
    search_fields = ("title", "city", "venue")
    ordering = ("-starts_on", "-pk")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("country", "countries", "outputs", "projects", "practices")
    inlines = (EventInstitutionRows, SessionRows)
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "state", "summary")}),
        (
            _("When and where"),
            {
                "fields": (
                    ("starts_on", "starts_at"),
                    ("ends_on", "ends_at"),
                    "timezone",
                    "date_note",
                    "mode",
                    ("venue", "city", "country"),
                    "online_url",
                    "participant_count",
                )
            },
        ),
        (
            _("Taking part"),
            {
                "fields": (
                    "call_until",
                    "registration",
                    ("registration_url", "registration_until", "capacity"),
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

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Places were added, perhaps: whoever waits longest gets them.
        if change and places.move_up(obj):
            post_soon()


@admin.register(Registration)
class RegistrationAdmin(DeskAdmin):
    """Who comes and who waits. Nobody is added here: consent is a person's own to give."""

    list_display = ("name", "event", "standing", "institution", "country", "asked_at", "told")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), "standing")
    list_select_related = ("event", "country")
    search_fields = ("name", "email", "institution")
    ordering = ("-event__starts_on", "standing", "asked_at", "pk")
    actions = ("export", "give_up")
    readonly_fields = ("event", "standing", "consent", "asked_at", "language")
    fields = ("event", "standing", "name", "email", "institution", "country", "needs", "language",
              "consent", "asked_at")  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        refused = Count("mails", filter=Q(mails__state="failed"))
        return super().get_queryset(request).annotate(refused=refused)

    @admin.display(description=_("told"), boolean=True)
    def told(self, obj: Any) -> bool:
        """Not, where the mail server refused a mail for good."""
        return not obj.refused

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        places.erase([obj])
        post_soon()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        places.erase(list(queryset))
        post_soon()

    @admin.action(description=_("Take the chosen registrations as CSV"))
    def export(self, request: HttpRequest, rows: Any) -> HttpResponse:
        response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="registrations.csv"'
        table = csv.writer(response)
        table.writerow(EXPORTED)
        for row in rows:
            table.writerow([harmless(str(getattr(row, name) or "")) for name in EXPORTED])
        return response

    @admin.action(description=_("They don’t come: give their places to who waits"))
    def give_up(self, request: HttpRequest, rows: Any) -> None:
        for row in rows:
            places.give_up(row)
        post_soon()
