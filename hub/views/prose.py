"""What the hub says about itself: what it is, what it keeps, and who can use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.models import Institution


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    partners = Institution.objects.partners().for_listing().by_name()
    return render(request, "hub/about.html", {"partners": partners})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "hub/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "hub/accessibility.html")
