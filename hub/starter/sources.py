"""The fields that say where a row comes from: the same in every list."""

from hub.starter.fields import Field, Goes, flag, text

SOURCE = (
    Field("source", text, is_required=True),
    Field("source_is_copy", flag),
    # The source itself names the seed document.
    Field("source_is_seed", flag, goes=Goes.NOWHERE),
)
