"""Who may see what is not (or not yet) for everybody: staff, by the permission table."""

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from partners.roles import Action
from partners.sign_in import may
from research.models import Document, Output


def is_for_staff(request: HttpRequest, output: Output) -> bool:
    """Whether who asks is signed in, second factor included, and may see this output."""
    return admin.site.has_permission(request) and may(request.user, Action.VIEW, output)


def addressed_output(request: HttpRequest, slug: str) -> Output:
    """The output of an address. A draft's is not found, except by who works on it."""
    output = get_object_or_404(Output.objects.for_record(), slug=slug)
    has_address = output.status in {Output.Status.PUBLISHED, Output.Status.WITHDRAWN}
    if not has_address and not is_for_staff(request, output):
        raise Http404
    return output


def readable_document(request: HttpRequest, output: Output, pk: int) -> Document:
    """Raises ``Http404`` for a file under embargo or one the hub may not hand out."""
    if not output.is_readable and not is_for_staff(request, output):
        raise Http404
    return get_object_or_404(Document.objects.of_output(output), pk=pk)
