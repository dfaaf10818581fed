"""Who changed what and when, for every record of the admin, and the way back."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners.admin.finding import Finding
from partners.history import entries, restoring, tables
from partners.history.acting import acting
from partners.history.restoring import Reach
from partners.models import Change, User
from partners.models.changes import ChangeQuerySet

ENTRIES_A_PAGE = 30


def signed_in(request: HttpRequest) -> User:
    """Whom the admin has let in: always a user of the hub."""
    assert isinstance(request.user, User)  # noqa: S101 -- says to mypy what the admin has asked
    return request.user


class Remembered(Finding):
    """Mix in before ModelAdmin: every save is noted with its author, and can be undone."""

    #: Lists of which restoring an older state takes nothing away.
    never_removed: tuple[type[models.Model], ...] = ()

    # Who is at work

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _author(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _author(request):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _author(request):
            return super().changelist_view(request, *args, **kwargs)

    # What happened

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path(
                "<path:object_id>/history/<int:number>/",
                wrap(self.state_view),
                name=f"{name}_state",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.is_remembered:
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        found = entries.entries(self._table, str(record.pk))
        context = {
            "record": record,
            "page": Paginator(found, ENTRIES_A_PAGE).get_page(request.GET.get("p")),
            "newest": found[0].number if found else 0,
            "may_restore": self.has_change_permission(request, record),
            "back": self._address("change", record.pk),
            **(extra_context or {}),
        }
        title = _("History of “%(record)s”") % {"record": record}
        return self._page(request, "admin/history/record.html", title, context)

    def state_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """What restoring an older state would change, and doing it."""
        key = unquote(object_id)
        record = self.get_object(request, key)
        if not self.is_remembered:
            raise Http404
        if not self._may_restore(request, record, key):
            raise PermissionDenied
        change = Change.objects.of_record(self._table, key).filter(pk=number).first()
        if change is None:
            raise Http404
        if record is None:  # the state before the deletion, and before its lists went with it
            together = Change.objects.of_record(self._table, key).of_transaction(change)
            number = together.first_number() - 1
        try:
            plan = restoring.plan(self._table, key, number, self._reach(request, record))
            if request.method == "POST":
                with transaction.atomic():
                    return self._restore(request, plan, change)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(self._after_refusal(record))
        except IntegrityError:
            messages.error(
                request, _("It can't be restored: something else took its place since.")
            )
            return HttpResponseRedirect(self._after_refusal(record))
        context = {
            "said": restoring.described(plan),
            "plan": plan,
            "change": change,
            "back": self._after_refusal(record),
        }
        return self._page(request, "admin/history/state.html", _("An older state"), context)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """What was deleted, to bring it back."""
        if not self.is_remembered:
            raise Http404
        if not self._may_restore(request, None, None):
            raise PermissionDenied
        found = self.deletions(request, Change.objects.deletions_in(self._table))
        page = Paginator(found.newest_first(), ENTRIES_A_PAGE).get_page(request.GET.get("p"))
        for change in page:
            change.title = _title(change)  # type: ignore[attr-defined]
        context = {"page": page, "back": self._address("changelist")}
        title = _("Deleted %(things)s") % {"things": self.opts.verbose_name_plural}
        return self._page(request, "admin/history/deleted.html", title, context)

    # What an admin may say differently

    def deletions(self, request: HttpRequest, found: ChangeQuerySet) -> ChangeQuerySet:
        """Those of the deleted records that this person may see, and that are gone still."""
        kept = self.model._base_manager.values_list("pk", flat=True)  # noqa: SLF001
        texts = kept.annotate(text=models.functions.Cast("pk", models.CharField()))
        return found.exclude(row_key__in=texts.values("text"))

    def faults_of_restored(self, record: Any) -> list[str]:
        """Why the record can't be as it was, beyond what its own constraints say."""
        return []

    def may_bring_back(self, request: HttpRequest, record: Any) -> bool:
        """Asked of a deleted record as it would be again."""
        return True

    # Restoring

    def _may_restore(self, request: HttpRequest, record: Any, key: str | None) -> bool:
        if record is not None:
            return self.has_change_permission(request, record)
        may = self.has_add_permission(request) and self.has_delete_permission(request)
        if not may or key is None:
            return may
        gone = Change.objects.deletions_in(self._table).filter(row_key=key)
        return self.deletions(request, gone).exists()

    def _reach(self, request: HttpRequest, record: Any) -> Reach:
        """The fields and lists on this person's form; all, to bring back what was deleted."""
        if record is None:
            own = self.model._meta  # noqa: SLF001
            fields = [field.name for field in (*own.concrete_fields, *own.many_to_many)]
            return Reach(fields, [part.model for part in tables.parts_of(self._table)])
        read_only = set(self.get_readonly_fields(request, record))
        shown = set(flatten_fieldsets(self.get_fieldsets(request, record))) - read_only
        parts = [
            inline.model
            for inline in self.get_inline_instances(request, record)
            if inline.has_change_permission(request, record)
            and inline.has_delete_permission(request, record)
        ]
        return Reach(shown, parts, self.never_removed)

    def _restore(self, request: HttpRequest, plan: restoring.Plan, change: Change) -> HttpResponse:
        when = date_format(localtime(change.at), "j F Y, H:i")
        how = _("brought back") if plan.is_gone else _("restored as of %(when)s") % {"when": when}
        stored = self.model._base_manager.filter(pk=plan.key).first()  # noqa: SLF001
        before = self.faults_of_restored(stored) if stored else []
        record = restoring.carry_out(plan, by=signed_in(request), how=how)
        if plan.is_gone and not self.may_bring_back(request, record):
            raise PermissionDenied  # ends the transaction of the page: nothing of it stays
        faults = [said for said in self.faults_of_restored(record) if said not in before]
        if faults:  # in the transaction of the page: nothing of it stays
            raise ValidationError(faults)
        messages.success(request, _("“%(record)s” is as it was again.") % {"record": record})
        return HttpResponseRedirect(self._address("change", record.pk))

    def _after_refusal(self, record: Any) -> str:
        return self._address("history", record.pk) if record else self._address("deleted")

    # Small things

    @property
    def is_remembered(self) -> bool:
        """Not what people may take back for good, as a subscription."""
        return self._table in tables.watched()

    @property
    def _table(self) -> str:
        return str(self.opts.db_table)

    def _address(self, page: str, *args: Any) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(f"{self.admin_site.name}:{name}", args=args)

    def _page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, template, frame | context)


def _author(request: HttpRequest) -> AbstractContextManager[None]:
    return acting(signed_in(request)) if request.method == "POST" else nullcontext()


def _title(change: Change) -> str:
    """What a deleted record was called."""
    was = change.before or {}
    names = (
        str(was[name]) for name in ("title", "name", "email", "slug", "text") if was.get(name)
    )
    return next(names, _("no. %(number)s") % {"number": change.row_key})
