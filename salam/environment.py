"""Reads the environment into one frozen value, and tells every fault at once."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from environs import Env, EnvValidationError, validate

from salam import embedded, mail

HASHED = "salam.compact.StaticFiles"


#: Whom the second factor can be demanded of (partners.second_factor).
DEMANDS = ("everyone", "publishers", "nobody")


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
    second_factor: str
    contact: str
    services: dict[str, str]
    oai_admin_email: str
    oai_friends: list[str]
    mail: mail.Mail

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
    port = env.int("PORT", 8000, validate=validate.Range(0, 65_535))
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
    demand = env.str("SECOND_FACTOR", None)
    contact = env.str("CONTACT_EMAIL", "")
    # Registries elsewhere, as in crossref=http://localhost:9000: for tests and mirrors.
    named: list[str] = env.list("SERVICES", [])
    services = dict(one.split("=", 1) for one in named if "=" in one)
    faults = _faults_of_people(demand)
    if not all("=" in one for one in named):
        faults.append("SERVICES: names and addresses, as in crossref=http://localhost:9000.")
    post = mail.read(env, hub_url or "", faults)
    is_embedded = database_url in {None, embedded.database_url(data)}
    faults = _faults_of_addresses(hub_url, database_url, redis_url, cache_url) + faults
    faults = _faults_of_parsing(env) + faults
    if not (is_embedded or secret_key):
        faults.append("SECRET_KEY: must be set where DATABASE_URL is, so that all nodes share it.")
    if faults:
        raise SystemExit("The hub cannot start:\n" + "\n".join(f"  {fault}" for fault in faults))
    # On a laptop its owner needs no telephone; a hub that others can reach asks everybody.
    is_laptop = is_embedded and not (hub_url or "").startswith("https://")
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
        second_factor=demand or ("publishers" if is_laptop else "everyone"),
        contact=contact,
        services=services,
        oai_admin_email=oai_admin_email,
        oai_friends=oai_friends,
        mail=post,
    )


def _faults_of_people(demand: str | None) -> list[str]:
    if demand is None or demand in DEMANDS:
        return []
    return [f"SECOND_FACTOR: {demand!r} must be one of {', '.join(DEMANDS)}."]


def _faults_of_parsing(env: Env) -> list[str]:
    try:
        env.seal()
    except EnvValidationError as error:
        said: Mapping[str, list[str]] = dict(error.error_messages)  # type: ignore[arg-type]
        return [f"{name}: {' '.join(reasons)}" for name, reasons in said.items()]
    return []


def _faults_of_addresses(
    hub_url: str | None, database_url: str | None, redis_url: str | None, cache_url: str | None
) -> list[str]:
    faults = []
    if hub_url is not None and not _is_address(hub_url, "http", "https"):
        faults.append(f"HUB_URL: {hub_url!r} must begin with http:// or https:// and name a host.")
    if database_url is not None and not database_url.startswith(("postgres://", "postgresql://")):
        faults.append("DATABASE_URL: the hub runs on PostgreSQL only (postgresql://...).")
    elif database_url is not None and not _is_parsed(database_url):
        # Not repeated here: it may hold the password.
        faults.append(
            "DATABASE_URL: can't be read; as in postgresql://name:password@host:5432/database."
        )
    # Without one of its own the cache has the address of the broker.
    for url, name in {cache_url: "CACHE_URL", redis_url: "REDIS_URL"}.items():
        if url is not None and not _is_address(url, "redis", "rediss", "redis+socket", "unix"):
            faults.append(f"{name}: can't be read; as in redis://host:6379/0.")
    return faults


def _is_address(url: str, *schemes: str) -> bool:
    """Whether it has one of ``schemes``, a host or a path, and a port that can be one."""
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname or parts.path) and parts.port != 0
    except ValueError:
        return False


def _is_parsed(database_url: str) -> bool:
    try:
        urlsplit(database_url)
        return bool(dj_database_url.parse(database_url)["NAME"])
    except (ValueError, KeyError):
        return False


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
