"""Addresses for machines: what they answer is in no reader's language, so they have no prefix."""

from django.urls import path

from hub import sitemaps
from hub.feeds import events
from hub.views import crawlers, open_data

app_name = "open-hub"

urlpatterns = [
    path("feeds/events.atom", events.newest, name="event-feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(".well-known/security.txt", crawlers.security, name="security"),
    path("data/<str:filename>", open_data.file, name="data-file"),
]
