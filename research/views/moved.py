"""Old addresses of merged outputs: whatever was found there is found at the keeper's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from research.models import MergedOutput

View = Callable[..., HttpResponseBase]


def follows_merges(view: View) -> View:
    """Where a page by ``slug`` is not found, go where the output was merged to, for ever.

    The same page of the keeper, with the same question mark: its documents, text
    editions and exports too. Asked only where nothing is found, so it costs nothing else.
    """

    @wraps(view)
    def following(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **rest)
        except Http404:
            merged = MergedOutput.objects.at(slug).first()
            # A draft's address would give its title away.
            if merged is None or not merged.keeper.has_address:
                raise
            return HttpResponsePermanentRedirect(_now_at(request, merged, rest))

    return following


def _now_at(request: HttpRequest, merged: MergedOutput, rest: dict[str, Any]) -> str:
    assert request.resolver_match is not None  # noqa: S101 -- asked by the caller
    where = {**rest, "slug": merged.keeper.slug}
    if "pk" in rest:
        where["pk"] = merged.document_ids.get(str(rest["pk"]), rest["pk"])
    address = reverse(request.resolver_match.view_name, kwargs=where)
    question = request.META.get("QUERY_STRING", "")
    return f"{address}?{question}" if question else address
