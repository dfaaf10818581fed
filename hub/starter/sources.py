"""The fields that say where a row comes from: the same in every list."""

from hub.starter.fields import Field, Goes, flag, source

SOURCE = (
    Field("source", source, is_required=True),
    Field("source_is_copy", flag),
    # The source itself names the founding document.
    Field("source_is_seed", flag, goes=Goes.NOWHERE),
)
