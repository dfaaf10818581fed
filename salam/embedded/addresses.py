"""The addresses of the servers of a data folder; known before any of them runs."""

from pathlib import Path
from urllib.parse import quote

from salam.embedded.folders import Folders

#: Name of the database, and of the role that owns it.
DATABASE = "hub"


def database_url(data: Path) -> str:
    """For dj-database-url and psycopg: both take a quoted socket folder as the host."""
    return (
        f"postgresql://{DATABASE}@{quote(str(Folders(data).postgres_sockets), safe='')}/{DATABASE}"
    )


def broker_url(data: Path) -> str:
    """For Celery (Kombu), which has a name of its own for a Redis on a socket."""
    return f"redis+socket://{broker_socket(Folders(data))}?virtual_host=0"


def cache_url(data: Path) -> str:
    """For redis-py and Django's cache."""
    return f"unix://{cache_socket(Folders(data))}?db=0"


def postgres_socket(folders: Folders) -> Path:
    return folders.postgres_sockets / ".s.PGSQL.5432"


def broker_socket(folders: Folders) -> Path:
    return folders.sockets / "broker.sock"


def cache_socket(folders: Folders) -> Path:
    return folders.sockets / "cache.sock"
