"""The three files PostgreSQL reads; written anew at every start."""

from pathlib import Path

from salam.embedded.accounts import Account
from salam.embedded.addresses import DATABASE

#: For a machine of 2 cores that runs the whole portal besides.
SETTINGS = {
    "listen_addresses": "''",  # no TCP: only the socket, in a closed folder
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "'128MB'",
    "effective_cache_size": "'1GB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'64MB'",
    "max_wal_size": "'512MB'",
    "random_page_cost": "1.1",  # disks without moving parts
    "jit": "off",  # pays only for long analytic queries
    "max_parallel_workers_per_gather": "1",
    "io_workers": "2",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",  # our refusals read what it says
    "log_checkpoints": "off",  # an hourly line that tells nothing
}
#: For tests only: a power cut may damage the data.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def write_settings(folder: Path, *, sockets: Path, account: Account, durable: bool) -> None:
    chosen = {**SETTINGS, **({} if durable else THROWAWAY)}
    lines = [f"{name} = {value}" for name, value in chosen.items()]
    lines += [
        f"unix_socket_directories = '{sockets}'",
        "# Your own settings go into operator.conf; this file is written anew at every start.",
        "include_if_exists = 'operator.conf'",
    ]
    _write(folder / "postgresql.conf", lines, account)
    # The kernel says who is at the other end of the socket; nobody else is let in.
    _write(folder / "pg_hba.conf", [f"local all {DATABASE} peer map=us"], account)
    _write(folder / "pg_ident.conf", [f'us "{account.peer}" {DATABASE}'], account)


def _write(path: Path, lines: list[str], account: Account) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(0o600)
    account.own(path)
