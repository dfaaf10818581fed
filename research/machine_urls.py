"""Addresses for machines: what they answer is in no reader's language, so they have no prefix."""

from django.urls import path, re_path

from research.feeds import outputs
from research.views import exports, linkset, oai, opensearch, output_exports

app_name = "open"

KINDS = "|".join(exports.SHELVES)
SUFFIXES = "|".join(exports.SUFFIXES)
SLUG = "[-a-zA-Z0-9_]+"

urlpatterns = [
    path("search.atom", outputs.search, name="search-feed"),
    re_path(rf"^search\.(?P<suffix>{SUFFIXES})$", exports.search, name="search-export"),
    re_path(
        rf"^(?P<kind>{KINDS})/(?P<slug>{SLUG})\.(?P<suffix>{SUFFIXES})$",
        exports.shelf,
        name="shelf-export",
    ),
    path("feeds/outputs.atom", outputs.newest, name="feed"),
    re_path(
        rf"^feeds/(?P<kind>{'|'.join(outputs.KINDS)})/(?P<slug>{SLUG})\.atom$",
        outputs.of_thing,
        name="feed-of",
    ),
    re_path(
        rf"^(?P<kind>{'|'.join(outputs.KINDS)})/(?P<slug>{SLUG})\.atom$",
        outputs.of_thing,
    ),
    path("outputs/<slug:slug>.linkset.json", linkset.as_json, name="linkset-json"),
    path("outputs/<slug:slug>.linkset", linkset.as_text, name="linkset"),
    re_path(
        rf"^outputs/(?P<slug>{SLUG})\.(?P<suffix>{'|'.join(output_exports.EXPORTS)})$",
        output_exports.export,
        name="output-export",
    ),
    re_path(rf"^outputs/(?P<slug>{SLUG})\.txt$", output_exports.citation, name="citation"),
    path("oai", oai.oai, name="oai"),
    path("oai/answer.xsl", oai.stylesheet, name="oai-stylesheet"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
]
