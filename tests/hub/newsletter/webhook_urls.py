"""The portal's addresses with those that a mail provider calls."""

from django.urls import include, path

from salam.urls import urlpatterns as of_the_portal

urlpatterns = [path("anymail/", include("anymail.urls")), *of_the_portal]
