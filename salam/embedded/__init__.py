"""What: the default PostgreSQL and Valkeys, run from pip packages inside HUB_DATA.

Used where DATABASE_URL or REDIS_URL is unset. Whoever needs the servers holds a lease while
it runs (``with servers():``); the first in starts them, the last out stops them. Works before
Django is set up: imports neither Django nor anything else of ``salam``.
"""

from salam.embedded.addresses import broker_url, cache_url, database_url
from salam.embedded.folders import Folders, data_folder
from salam.embedded.leases import keep_running, servers
from salam.embedded.refusals import ServerUnavailable
from salam.embedded.throwaway import throwaway

__all__ = [
    "Folders",
    "ServerUnavailable",
    "broker_url",
    "cache_url",
    "data_folder",
    "database_url",
    "keep_running",
    "servers",
    "throwaway",
]
