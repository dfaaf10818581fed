"""A row for each address that a published output gives; rewritten where the record was."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

#: Where readers are led by what stands in a field.
_ADDRESSES = (
    ("doi", "'https://doi.org/' || doi"),
    ("handle", "'https://hdl.handle.net/' || handle"),
    ("url", "url"),
    ("pdf_url", "pdf_url"),
)
_WANTED = " UNION ALL ".join(  # literals of this module only
    f"SELECT id AS output_id, '{field}' AS field, {address} AS address"  # noqa: S608
    " FROM research_output"
    f" WHERE status = 'published' AND {field} <> '' AND updated_at >= %(since)s"
    for field, address in _ADDRESSES
)
_KEEP = f"""
INSERT INTO research_linkcheck
    (output_id, field, address, host, state, status, reason, failures, due_at)
SELECT output_id, field, address,
    left(lower(split_part(split_part(address, '//', 2), '/', 1)), 255),
    'waiting', 0, '', 0, %(now)s
FROM ({_WANTED}) AS wanted
-- In one order, so that two at once do not wait for each other.
ORDER BY output_id, field
ON CONFLICT (output_id, field) DO UPDATE SET
    address = excluded.address, host = excluded.host, state = 'waiting', status = 0,
    reason = '', failures = 0, failing_since = NULL, alive_at = NULL, checked_at = NULL,
    due_at = excluded.due_at
WHERE research_linkcheck.address <> excluded.address
"""  # noqa: S608
_FORGET = """
DELETE FROM research_linkcheck USING research_output
WHERE research_output.id = output_id AND research_output.updated_at >= %(since)s AND (
    research_output.status <> 'published'
    OR (CASE field WHEN 'doi' THEN doi WHEN 'handle' THEN handle
        WHEN 'url' THEN url ELSE pdf_url END) = '')
"""


@transaction.atomic
def keep_up(since: datetime | None = None) -> int:
    """Have a row for each address of outputs changed ``since``: how many were written or gone.

    An address that was changed is a new one: nothing is known of it. Doing it twice does
    nothing.
    """
    from_ = since or datetime(1970, 1, 1, tzinfo=timezone.get_default_timezone())
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"since": from_})
        gone = cursor.rowcount
        cursor.execute(_KEEP, {"since": from_, "now": timezone.now()})
        return int(gone + cursor.rowcount)
