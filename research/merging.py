"""Two records of one work become one, and nothing that pointed at either is lost.

Which tables point at an output is asked of the models, of every app, when it is done:
a table that comes with a later chapter of the portal is moved along without a word
here. ``editorial.merge`` is this.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.history.acting import acting
from partners.models import User
from research.models import (
    Credit,
    DayOfUsage,
    Edition,
    MergedOutput,
    Output,
    OutputInstitution,
    Recommendation,
    SearchThatLed,
)
from research.vocabularies import Access

#: Answers to "whose?" for a field or a list of things.
KEEP, AWAY, BOTH = "keep", "away", "both"
#: A reader's figures of one day are added, not put side by side.
SUMS = {
    DayOfUsage: ("investigations", "requests", "unique_investigations", "unique_requests"),
    SearchThatLed: ("readers",),
}
#: Lists of which one is taken whole: names spelt in two ways would stand there twice.
ONE_LIST = {Credit: "credits"}
#: Columns that, where they say the same, make two rows of a list one.
SAME_WORDS: dict[type[models.Model], str] = {Recommendation: "text"}
Relation = models.ManyToOneRel


class NotMergeable(Exception):
    """The two can't become one as they stand; the message says why, for people."""


def relations() -> list[Relation]:
    """Every foreign key to an output, in whatever app, those of many-to-many tables too.

    Its own many-to-many fields are fields of the record: of them a choice is made.
    """
    own = {field.remote_field.through for field in Output._meta.many_to_many}  # noqa: SLF001
    plain = own - {OutputInstitution}
    return [
        relation
        for relation in Output._meta.get_fields(include_hidden=True)  # noqa: SLF001
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in plain
    ]


def merge(keep: Output, away: Output, choices: Mapping[str, str], by: User | None) -> Output:
    """Join ``away`` into ``keep``, and let its addresses lead there for ever.

    ``choices`` names for fields, for many-to-many fields and for ``credits`` whose are
    taken: ``keep``, ``away`` or, for lists, ``both``. Unnamed fields stay the keeper's,
    unnamed lists are joined. One transaction; merged once, ``away`` is gone, and doing
    it again raises ``NotMergeable``.
    """
    with acting(by, _("merged with “%(title)s”") % {"title": away.title[:120]}):
        keep, away = _hold(keep, away)
        theme_slugs = list(away.themes.values_list("slug", flat=True))
        taken = _taken(keep, away, choices)
        _keep_embargo(keep, away, taken)
        _join_many(keep, away, choices)
        twins = _move_documents(keep, away)
        for relation in relations():
            _move(relation, keep, away, choices)
        _lead_on(keep, twins)
        merged = _remember(keep, away, by, theme_slugs, twins)
        away.delete()
        for name, value in taken.items():
            setattr(keep, name, value)
        if keep.published_at and away.published_at:
            keep.published_at = min(keep.published_at, away.published_at)
        keep.full_clean()
        keep.save()
        merged.save()
    return keep


def reason_not_to_merge(keep: Output, away: Output) -> str:
    """Why not, in a sentence; empty where nothing stands in the way."""
    if keep.pk == away.pk:
        return _("These are one record already.")
    if away.is_public and not keep.is_public:
        return _("Keep the one that is public: readers know its address.")
    if away.has_address and not keep.has_address:
        return _("Keep the one that was public: its address says why it was withdrawn.")
    return ""


def _hold(keep: Output, away: Output) -> tuple[Output, Output]:
    """Both rows locked, in the order of their numbers: two merges must not wait in a ring."""
    ids = sorted({keep.pk or 0, away.pk or 0})
    held = {
        row.pk: row for row in Output.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    if keep.pk not in held or away.pk not in held:
        raise NotMergeable(_("One of the two is gone: it was merged or deleted just now."))
    reason = reason_not_to_merge(held[keep.pk], held[away.pk])
    if reason:
        raise NotMergeable(reason)
    return held[keep.pk], held[away.pk]


def _keep_embargo(keep: Output, away: Output, taken: Mapping[str, Any]) -> None:
    """Files under embargo must not open because they come to a record that is open.

    Raises ``NotMergeable``.
    """
    if away.is_open or not away.documents.exists():
        return
    access = taken.get("access", keep.access)
    until = taken.get("embargo_until", keep.embargo_until)
    if away.access == Access.EMBARGOED and access == Access.EMBARGOED:
        stays_closed = until is not None and away.embargo_until <= until
    else:
        stays_closed = access not in {Access.OPEN, Access.EMBARGOED}
    if not stays_closed:
        raise NotMergeable(
            _("The files of the other record are not open yet: choose its access and embargo too.")
        )


def merged_fields() -> list["models.Field[Any, Any]"]:
    """The fields of which one record's value is chosen."""
    return [
        field
        for field in Output._meta.concrete_fields  # noqa: SLF001
        if field.editable and not field.primary_key and field.name not in {"slug", "provenance"}
    ]


def _taken(keep: Output, away: Output, choices: Mapping[str, str]) -> dict[str, Any]:
    """What the keeper gets from the other, by attribute."""
    taken: dict[str, Any] = {}
    for field in merged_fields():
        choice = choices.get(field.name, KEEP)
        own, other = getattr(keep, field.attname), getattr(away, field.attname)
        if choice == AWAY:
            taken[field.attname] = other
        elif choice == BOTH and isinstance(own, list):
            taken[field.attname] = [*own, *(entry for entry in other if entry not in own)]
    taken["provenance"] = away.provenance | keep.provenance
    return taken


def _join_many(keep: Output, away: Output, choices: Mapping[str, str]) -> None:
    for field in Output._meta.many_to_many:  # noqa: SLF001
        if not field.remote_field.through._meta.auto_created:  # type: ignore[union-attr]  # noqa: SLF001
            continue  # moved as a relation of its own
        own, other = getattr(keep, field.name), getattr(away, field.name).all()
        match choices.get(field.name, BOTH):
            case "both":
                own.add(*other)
            case "away":
                own.set(other)


def _move_documents(keep: Output, away: Output) -> dict[str, int]:
    """All files to the keeper; of one that both have, its own. Says which became which."""
    own = {document.sha256: document for document in keep.documents.all()}
    twins: dict[str, int] = {}
    for document in away.documents.in_order():
        if document.sha256 in own:
            kept = own[document.sha256]
            twins[str(document.pk)] = kept.pk
            document.replaces.exclude(pk=kept.pk).update(replaced_by=kept)
            document.delete()
    last = keep.documents.aggregate(last=Max("order"))["last"] or 0
    away.documents.update(output=keep, order=F("order") + last)
    return twins


def _move(relation: Relation, keep: Output, away: Output, choices: Mapping[str, str]) -> None:
    """Let the rows of one relation point at the keeper; twins of its own are left behind."""
    model, field = relation.related_model, relation.field.name
    if model is Edition:
        _drop_links_between(keep, away)
    if model in SUMS:
        _add_up(model, keep, away)
    elif model in ONE_LIST:
        _take_one_list(model, keep, away, choices.get(ONE_LIST[model], KEEP))
    elif not _unique(model, field):
        model._default_manager.filter(**{field: away}).update(**{field: keep})  # noqa: SLF001
    else:
        for row in model._default_manager.filter(**{field: away}).order_by("pk"):  # noqa: SLF001
            _move_row(row, field, keep)


def _move_row(row: models.Model, field: str, keep: Output) -> None:
    """A twin, which a constraint would refuse, is what the keeper has already: it goes."""
    model = type(row)
    beside = model._default_manager.filter(**{field: keep})  # noqa: SLF001
    for names in _unique(model, field):
        others = {name: getattr(row, name) for name in names if name not in {field, "order"}}
        if "order" in names:  # a place in a list: behind those there are
            last = beside.filter(**others).aggregate(last=Max("order"))["last"] or 0
            row.order = last + 1  # type: ignore[attr-defined]
        elif beside.filter(**others).exists():
            row.delete()
            return
    said = SAME_WORDS.get(model)
    if said and beside.filter(**{said: getattr(row, said)}).exists():
        row.delete()
        return
    setattr(row, field, keep)
    try:
        with transaction.atomic():
            row.clean()
            row.save()
    except (IntegrityError, ValidationError):  # a link that would go in a ring, a rare twin
        row.delete()


def _unique(model: type[models.Model], field: str) -> list[tuple[str, ...]]:
    """The sets of fields that are unique together, with ``field`` among them."""
    meta = model._meta  # noqa: SLF001
    sets = [tuple(names) for names in meta.unique_together]
    sets += [
        tuple(constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    sets += [(one.name,) for one in meta.concrete_fields if one.unique and not one.primary_key]
    return [names for names in sets if field in names]


def _drop_links_between(keep: Output, away: Output) -> None:
    """What was an edition of the other is the same record now."""
    Edition.objects.filter(output=keep, of=away).delete()
    Edition.objects.filter(output=away, of=keep).delete()


def _lead_on(keep: Output, twins: dict[str, int]) -> None:
    """Addresses merged into the one now given up know where each of their files went."""
    for earlier in MergedOutput.objects.filter(keeper=keep):
        known = {old: twins.get(str(new), new) for old, new in earlier.document_ids.items()}
        earlier.document_ids = twins | known
        earlier.save(update_fields=["document_ids"])


def _add_up(model: type[models.Model], keep: Output, away: Output) -> None:
    names = SUMS[model]
    key = [name for fields in _unique(model, "output") for name in fields if name != "output"]
    for row in model._default_manager.filter(output=away):  # noqa: SLF001
        same = model._default_manager.filter(  # noqa: SLF001
            output=keep, **{name: getattr(row, name) for name in key}
        )
        if same.update(**{name: F(name) + getattr(row, name) for name in names}):
            row.delete()
        else:
            model._default_manager.filter(pk=row.pk).update(output=keep)  # noqa: SLF001


def _take_one_list(model: type[models.Model], keep: Output, away: Output, choice: str) -> None:
    rows = model._default_manager.filter(output=away)  # noqa: SLF001
    if choice == AWAY:
        model._default_manager.filter(output=keep).delete()  # noqa: SLF001
    elif choice == KEEP and model._default_manager.filter(output=keep).exists():  # noqa: SLF001
        rows.delete()
        return
    for row in rows.order_by("pk"):
        _move_row(row, "output", keep)


def _remember(
    keep: Output, away: Output, by: User | None, theme_slugs: list[str], twins: dict[str, int]
) -> MergedOutput:
    return MergedOutput(
        slug=away.slug,
        old_id=away.pk,
        keeper=keep,
        title=away.title,
        doi=away.doi,
        handle=away.handle,
        origin=away.origin,
        owner=away.owner,
        theme_slugs=theme_slugs,
        was_public=away.has_address,
        document_ids=twins,
        merged_at=timezone.now(),
        merged_by=by,
    )
