"""``/bare/`` answers 2 KB from memory; all else is the hub."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from salam.urls import urlpatterns as of_the_hub

PAGE = b"Labour migration. " * 114


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE[:2048])


urlpatterns = [path("bare/", bare), *of_the_hub]
