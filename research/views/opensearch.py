"""How browsers and other programmes may put our search among theirs (OpenSearch 1.1)."""

from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from research.formats.addresses import whole

MEDIA_TYPE = "application/opensearchdescription+xml"
NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
TERMS = "{searchTerms}"
A_DAY = 24 * 3600
#: What answers a search: the name of its address and what comes back.
ANSWERS = (
    ("research:search", (), "text/html"),
    ("open:search-feed", (), "application/atom+xml"),
    ("open:search-export", ("json",), "application/json"),
)


@require_safe
@cache_control(public=True, max_age=A_DAY)
def description(request: HttpRequest) -> HttpResponse:
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}OpenSearchDescription")
    said = {
        "ShortName": "SALAM Hub",
        "Description": "Research, policy briefs and data on labour migration in South Asia.",
        "Tags": "migration labour South Asia research",
        "LongName": settings.HUB_NAME,
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for name, text in said.items():
        ET.SubElement(root, f"{{{NAMESPACE}}}{name}").text = text
    for name, arguments, media_type in ANSWERS:
        template = f"{whole(reverse(name, args=arguments))}?q={TERMS}"
        told = {"type": media_type, "method": "get", "template": template}
        ET.SubElement(root, f"{{{NAMESPACE}}}Url", told)
    own = {
        "type": MEDIA_TYPE,
        "rel": "self",
        "template": whole(reverse("open:opensearch")),
    }
    ET.SubElement(root, f"{{{NAMESPACE}}}Url", own)
    for code, _label in settings.LANGUAGES:
        ET.SubElement(root, f"{{{NAMESPACE}}}Language").text = code
    return HttpResponse(
        ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type=MEDIA_TYPE
    )
