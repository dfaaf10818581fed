"""REST of the portal: events; writes nothing."""
