"""While a record is filled in: is the work here already?

The same question is asked by the page as people type and, without JavaScript, when they
save. What they answer stands in the form: it is another work (remembered, not asked
again), or a new edition of the one shown. To say “this is it” they follow the link, and
nothing is saved.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners.admin.desk import signed_in
from partners.admin.finding import is_number
from partners.models import Person, User
from research.admin.import_rows import Other, other
from research.ingestion.cleaning import identifiers
from research.ingestion.matching import hub
from research.ingestion.matching.scoring import SAME, WORTH_A_LOOK
from research.ingestion.matching.works import Work
from research.models import DifferentWorks, Edition, Output
from research.models.credits import Credit

#: More would not be looked through.
SHOWN = 5
#: A title of fewer letters says too little to ask.
SHORTEST_TITLE = 8
DIFFERENT = "different"
ANSWER = re.compile(r"alike-([0-9]{1,18})")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Alike:
    """A record of the hub beside the one that is being filled in."""

    pk: int
    record: Other
    people: str
    year: str
    place: str
    doi: str
    status: str
    percent: int
    reasons: tuple[str, ...]
    answer: str

    @property
    def is_open(self) -> bool:
        """Likely enough to be asked about before it is saved, and not answered."""
        return not self.answer and self.percent >= SAME * 100

    @property
    def name(self) -> str:
        return f"alike-{self.pk}"


def alike(
    user: User, form: QueryDict, files: Mapping[str, Any], output: Output | None
) -> list[Alike]:
    """Records worth showing for what stands in the form, the likeliest first."""
    without = _settled(output) if output else set()
    found = {pk: judged for pk, judged in _found(form) if pk not in without}
    by_file = {pk for sha256 in _hashes(form, files) for pk in hub.with_file(sha256)} - without
    if output:
        by_file -= {output.pk}
    shown = [*by_file, *(pk for pk in found if pk not in by_file)][:SHOWN]
    outputs = Output.objects.select_related("owner").prefetch_related("credits").in_bulk(shown)
    reach = set(
        Output.objects.within_reach_of(user).filter(pk__in=shown).values_list("pk", flat=True)
    )
    answers = _answers(form)
    told = []
    for pk in shown:
        score, reasons = found.get(pk, (1.0, ()))
        if pk in by_file:
            score, reasons = 1.0, (_("same file"), *reasons)
        told.append(_alike(outputs[pk], reach, score, reasons, answers.get(pk, "")))
    return told


def _found(form: QueryDict) -> Iterator[tuple[int, tuple[float, tuple[str, ...]]]]:
    work = _work(form)
    if len(work.title) < SHORTEST_TITLE and not (work.doi or work.handle or work.isbn):
        return
    for pk, judgement in hub.likely(work):
        if judgement.score >= WORTH_A_LOOK:
            yield pk, (judgement.score, judgement.reasons)


def _work(form: QueryDict) -> Work:
    def said(name: str) -> str:
        # PostgreSQL compares no NUL, and no title has one.
        return form.get(name, "").replace("\0", "").strip()

    return Work(
        "form",
        said("title"),
        said("subtitle"),
        said("issued")[:4],
        tuple(_names(form)),
        said("container") or said("series"),
        identifiers.found_doi(said("doi")),
        frozenset(identifiers.isbns(" ; ".join(form.getlist("isbn")))),
        identifiers.handle(said("handle")),
        said("volume"),
        said("pages"),
        said("number"),
    )


def _names(form: QueryDict) -> list[str]:
    """The people of the form, by the name as credited or by the person that is chosen."""
    rows = sorted(name for name in form if re.fullmatch(r"credits-\d+-(?:name|person)", name))
    numbers = dict.fromkeys(name.split("-")[1] for name in rows)
    chosen = {number: form.get(f"credits-{number}-person", "") for number in numbers}
    keys = [key for key in chosen.values() if is_number(key)]
    names = {
        str(pk): name for pk, name in Person.objects.filter(pk__in=keys).values_list("pk", "name")
    }
    credited = (
        form.get(f"credits-{number}-name", "").strip() or names.get(chosen[number], "")
        for number in numbers
    )
    return [name for name in credited if name]


def _hashes(form: QueryDict, files: Mapping[str, Any]) -> Iterator[str]:
    """Of files that are sent, or that the page has weighed before it sends them."""
    for told in form.getlist("alike-sha256"):
        if SHA256.fullmatch(told):
            yield told
    for file in files.values():
        if isinstance(file, UploadedFile):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            yield digest.hexdigest()


def _settled(output: Output) -> set[int]:
    """What was answered before, and editions that are linked already."""
    links = Edition.objects.filter(output=output).values_list("of", flat=True)
    back = Edition.objects.filter(of=output).values_list("output", flat=True)
    return {output.pk, *hub.said_to_differ(output.pk), *links, *back}


def _alike(
    output: Output, reach: set[int], score: float, reasons: tuple[str, ...], answer: str
) -> Alike:
    """Of a draft of another institution whose it is, and no more: not even its title."""
    is_open = output.pk in reach or output.is_public
    return Alike(
        pk=output.pk,
        record=other(output, reach),
        people=", ".join(credit.name for credit in _in_order(output)) if is_open else "",
        year=output.issued_display if is_open else "",
        place=(output.container or output.series or output.publisher) if is_open else "",
        doi=output.doi if is_open else "",
        status=str(output.get_status_display()),
        percent=round(score * 100),
        reasons=reasons,
        answer=answer,
    )


def _in_order(output: Output) -> list[Credit]:
    return sorted(output.credits.all(), key=lambda credit: (credit.role, credit.order))


def _answers(form: QueryDict) -> dict[int, str]:
    allowed = {DIFFERENT, *Edition.Kind.values}
    said = {name: form.get(name, "") for name in form}
    return {
        int(found[1]): answer
        for name, answer in said.items()
        if (found := ANSWER.fullmatch(name)) and answer in allowed
    }


def remember(output: Output, form: QueryDict, by: User) -> None:
    """Keep what was answered: pairs of different works, links between editions.

    No link is made to a draft of others: whoever links a record may read what it is called.
    """
    there = Output.objects.in_bulk(_answers(form))
    seen = set(
        Output.objects.within_reach_of(by).filter(pk__in=there).values_list("pk", flat=True)
    )
    for pk, answer in _answers(form).items():
        if pk not in there or pk == output.pk:
            continue
        if answer == DIFFERENT:
            first, second = sorted((pk, output.pk))
            DifferentWorks.objects.get_or_create(
                first_id=first, second_id=second, defaults={"said_by": by}
            )
        elif (pk in seen or there[pk].is_public) and not Edition.objects.filter(
            output__in=(pk, output.pk), of__in=(pk, output.pk)
        ).exists():
            Edition.objects.create(output=output, of=there[pk], kind=answer)


class AsksAboutDuplicates:
    """For the admin of outputs: asks once before a likely duplicate is saved."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.alike)  # type: ignore[attr-defined]
        return [
            path("alike/", view, name="research_output_alike"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def alike(self, request: HttpRequest) -> HttpResponse:
        """The fragment that the page shows beside the form, while it is filled in."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        return _fragment(request, self.get_queryset(request))  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)  # type: ignore[misc]
        asks = request.method == "POST" and "alike-asked" in request.POST
        return _asking(form, request, obj) if asks else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["alike_kinds"] = Edition.Kind.choices
        if request.method == "POST":
            output = kwargs.get("obj")
            context["alike"] = alike(signed_in(request), request.POST, request.FILES, output)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        remember(form.instance, request.POST, signed_in(request))


@require_POST
def _fragment(request: HttpRequest, outputs: Any) -> HttpResponse:
    key = request.POST.get("alike-output", "")
    output = outputs.filter(pk=key).first() if is_number(key) else None
    found = alike(signed_in(request), request.POST, {}, output)
    context = {"alike": found, "kinds": Edition.Kind.choices, "form": request.POST}
    return render(request, "admin/research/duplicates/alike.html", context)


def _asking(form: Any, request: HttpRequest, output: Output | None) -> Any:
    """The form, refused once where a likeness has no answer yet."""

    class Asking(form):  # type: ignore[misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            if self._is_asked_about() and any(each.is_open for each in self._alike()):
                raise ValidationError(
                    _("This may be in the hub already. Say below whether it is the same work.")
                )
            return cleaned

        def _is_asked_about(self) -> bool:
            """A record that stays as it is gives no new reason to ask."""
            asked = {"title", "subtitle", "issued", "doi", "handle", "isbn"}
            return output is None or bool(asked & set(self.changed_data)) or bool(request.FILES)

        def _alike(self) -> list[Alike]:
            return alike(signed_in(request), request.POST, request.FILES, output)

    return Asking
