"""The five themes. They come with a migration; the list says what each covers."""

from hub.starter.entries import StarterList
from hub.starter.fields import Field, Goes, number, several, slug, text
from research.models import Theme

THEMES = StarterList(
    "themes",
    Theme,
    (
        Field("slug", slug, is_required=True),
        Field("name", text, is_required=True),
        Field("order", number, is_required=True),
        Field("description", text, is_required=True),
        Field("sdgs", several(number)),
        Field("source", text, goes=Goes.NOWHERE),
    ),
    fills_blanks=True,
)
