"""What readers propose: old and new side by side, to accept or refuse."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.admin.proposal_words import sides
from hub.models import Proposal
from hub.proposals import deciding
from partners.admin.desk import DeskAdmin, signed_in

MAY_DECIDE = "hub.change_proposal"


@admin.register(Proposal)
class ProposalAdmin(DeskAdmin):
    list_display = ("title", "kind", "country", "to", "state", "received_at")
    list_filter = ("state", "kind", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("centre__name", "changes")
    ordering = ("-received_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return Proposal.objects.within_reach_of(signed_in(request)).for_review()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided, not deleted; what is old goes by itself."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        proposal = self.get_object(request, object_id)
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request, proposal)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(proposal),
            "proposal": proposal,
            "sides": sides(proposal),
            "may_decide": proposal.is_waiting and self.has_change_permission(request, proposal),
        }
        return TemplateResponse(request, "admin/hub/proposal/review.html", context)

    def _decide(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        if not self.has_change_permission(request, proposal):
            raise PermissionDenied
        try:
            said = (
                _refuse(request, proposal)
                if "_refuse" in request.POST
                else _accept(request, proposal)
            )
        except deciding.DecidedAlready:
            messages.warning(request, _("Somebody else has decided this already."))
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return HttpResponseRedirect(request.path)
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:hub_proposal_changelist"))


def _accept(request: HttpRequest, proposal: Proposal) -> str:
    deciding.accept(
        proposal,
        by=signed_in(request),
        fields=request.POST.getlist("field"),
        is_confirmed="is_confirmed" in request.POST,
    )
    return _("Accepted: it stands on the hub now.")


def _refuse(request: HttpRequest, proposal: Proposal) -> str:
    deciding.refuse(proposal, by=signed_in(request))
    return _("Refused: nothing has changed.")
