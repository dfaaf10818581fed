"""The page of the gallery."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.gallery import places, specimens

#: Tokens shown as swatches, by the class that fills them.
COLOURS = (
    "paper wash ink soft primary tint cloth mark policies gender health development drivers "
    "good warn stop"
).split()
#: Symbols of img/icons.svg that are no theme's.
ICONS = (
    "search menu lang arrow back out close full scan ring clock mail feed cal pin phone warn info "
    "check copy upload person text link"
).split()
SCHEMES = ("light", "dark")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    context = {
        "colours": COLOURS,
        "icons": ICONS,
        "schemes": SCHEMES,
        "direction": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
        "shown": specimens.all_of_them(),
        "places": places.all_of_them(),
    }
    return render(request, "components/gallery.html", context)
