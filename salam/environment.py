"""Reads the environment into one frozen value, and tells every fault at once."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvValidationError

from salam import embedded

HASHED = "salam.compact.StaticFiles"


@dataclass(frozen=True, slots=True)
class Environment:
    """What the settings need to know of the machine and the operator's wishes."""

    data: Path
    debug: bool
    is_web: bool
    hub_url: str
    allowed_hosts: list[str]
    secret_key: str
    database_url: str
    broker_url: str
    cache_url: str
    security_contact: str | None
    static_root: Path
    static_storage: str
    oai_admin_email: str
    oai_friends: list[str]

    @property
    def is_https(self) -> bool:
        return self.hub_url.startswith("https://")


def read() -> Environment:
    """Read and check the environment.

    Raises ``SystemExit`` with one line for each fault, so that an operator can
    mend them all in one go.
    """
    env = Env(eager=False)
    data = embedded.data_folder()
    port = env.int("PORT", 8000)
    hub_url = env.str("HUB_URL", None)
    debug = env.bool("DEBUG", False)
    allowed: list[str] = env.list("HUB_ALLOWED_HOSTS", [])
    secret_key = env.str("SECRET_KEY", None)
    database_url = env.str("DATABASE_URL", None)
    redis_url = env.str("REDIS_URL", None)
    cache_url = env.str("CACHE_URL", redis_url)
    static_root = env.str("STATIC_ROOT", None)
    oai_admin_email = env.str("OAI_ADMIN_EMAIL", "")
    oai_friends: list[str] = env.list("OAI_FRIENDS", [])
    security_contact = env.str("SECURITY_CONTACT", None)
    is_web = env.str("HUB_PROCESS", "") == "web"
    is_embedded = database_url in {None, embedded.database_url(data)}
    faults = _faults(env, hub_url=hub_url, database_url=database_url)
    if not (is_embedded or secret_key):
        faults.append("SECRET_KEY: must be set where DATABASE_URL is, so that all nodes share it.")
    if faults:
        raise SystemExit("The hub cannot start:\n" + "\n".join(f"  {fault}" for fault in faults))
    hub_url = (hub_url or f"http://localhost:{port}").rstrip("/")
    return Environment(
        data=data,
        debug=debug,
        is_web=is_web,
        hub_url=hub_url,
        allowed_hosts=[str(urlsplit(hub_url).hostname), "localhost", "127.0.0.1", *allowed],
        secret_key=secret_key or _kept_secret_key(data),
        database_url=database_url or embedded.database_url(data),
        broker_url=redis_url or embedded.broker_url(data),
        cache_url=cache_url or embedded.cache_url(data),
        security_contact=security_contact,
        static_root=Path(static_root or data / "static"),
        static_storage="whitenoise.storage.CompressedStaticFilesStorage" if debug else HASHED,
        oai_admin_email=oai_admin_email,
        oai_friends=oai_friends,
    )


def _faults(env: Env, *, hub_url: str | None, database_url: str | None) -> list[str]:
    faults = []
    try:
        env.seal()
    except EnvValidationError as error:
        said: Mapping[str, list[str]] = dict(error.error_messages)  # type: ignore[arg-type]
        faults += [f"{name}: {' '.join(reasons)}" for name, reasons in said.items()]
    if hub_url is not None and urlsplit(hub_url).scheme not in {"http", "https"}:
        faults.append(f"HUB_URL: {hub_url!r} must begin with http:// or https://.")
    if database_url is not None and not database_url.startswith(("postgres://", "postgresql://")):
        faults.append("DATABASE_URL: the hub runs on PostgreSQL only (postgresql://...).")
    return faults


def _kept_secret_key(data: Path) -> str:
    """The key of a hub on embedded servers: made once, kept beside its data."""
    path = data / "secret_key"
    try:
        if not path.exists():
            _keep_secret_key(path)
        return path.read_text()
    except OSError as error:
        raise SystemExit(f"The hub cannot keep its data in {data}: {error.strerror}.") from error


def _keep_secret_key(path: Path) -> None:
    """Written whole before it has its name: of two processes that race, one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
