"""The embedded PostgreSQL: made once, started, asked, stopped.

The server holds the lock ``run/postgres.lock`` while any process of it lives (it inherits the
descriptor), so "does it run?" needs no process number, which may be stale or somebody else's.
Call ``start`` and ``stop`` only under the start lock of ``leases``.
"""

import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from salam.embedded import locks
from salam.embedded.accounts import Account, choose_account
from salam.embedded.addresses import DATABASE, postgres_socket
from salam.embedded.binaries import POSTGRES_MAJOR, postgres_program
from salam.embedded.folders import Folders, set_aside_long_log
from salam.embedded.numbers import is_alive, number_in
from salam.embedded.postgres_settings import write_settings
from salam.embedded.refusals import ServerUnavailable, refusal

#: Seconds to start in; crash recovery of a busy server takes a while.
START_WITHIN = 120
#: Seconds to stop in; a fast stop ends sessions and writes a checkpoint.
STOP_WITHIN = 30
#: Seconds in which the processes of a killed server notice that and end.
REMAINS_END_WITHIN = 10
#: A busy server may be slow to accept; that is no reason to call it gone.
ASK_WITHIN = 5


def is_running(folders: Folders) -> bool:
    """Whether it runs and its socket is still where clients look."""
    return locks.is_held(_lock(folders)) and postgres_socket(folders).exists()


def answers(folders: Folders) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ASK_WITHIN)
        try:
            client.connect(str(postgres_socket(folders)))
        except TimeoutError:
            return True
        except OSError:
            return False
    return True


def start(folders: Folders, *, durable: bool = True) -> None:
    """Start it, made first where it isn't yet; one that runs well is left alone."""
    if locks.is_held(_lock(folders)):
        if answers(folders):
            return
        stop(folders)
    account = choose_account()
    try:
        _open_ways_for(account, folders)
        if not _is_made(folders.postgres):
            _make(folders, account, durable=durable)
        _refuse_other_version(folders.postgres)
        _start(folders, account, durable=durable)
    except OSError as error:
        raise refusal("PostgreSQL can't start", said=str(error), where=folders.data) from error


def stop(folders: Folders) -> None:
    """End its sessions, write everything down, stop."""

    def urge() -> None:
        if is_alive(number_in(folders.postgres / "postmaster.pid"), "postgres"):
            _pg_ctl(folders, choose_account(), "stop", "-m", "fast", within=STOP_WITHIN)

    within = STOP_WITHIN + REMAINS_END_WITHIN
    if not locks.is_free_within(_lock(folders), within, urge=urge):
        raise ServerUnavailable(
            f"Processes of the PostgreSQL in {folders.postgres} are still running and don't "
            f"end; end them and try again. Its log is {folders.log_of('postgres')}."
        )


def _lock(folders: Folders) -> Path:
    return folders.run / "postgres.lock"


def _is_made(folder: Path) -> bool:
    if (folder / "PG_VERSION").exists():
        return True
    if folder.exists() and any(folder.iterdir()):
        raise ServerUnavailable(
            f"{folder} holds files but no PostgreSQL data; move it away or set HUB_DATA to "
            "another folder."
        )
    return False


def _make(folders: Folders, account: Account, *, durable: bool) -> None:
    """Made beside its place and moved there when complete: half a folder is never used."""
    draft = folders.data / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.own(draft)
    _succeeds(account.run(_initdb(draft, durable=durable)), folders, account)
    alone: list[str | Path] = [postgres_program("postgres"), "--single", "-D", draft, "postgres"]
    _succeeds(account.run(alone, text=f"CREATE DATABASE {DATABASE};\n"), folders, account)
    if folders.postgres.exists():
        folders.postgres.rmdir()
    draft.rename(folders.postgres)


def _initdb(folder: Path, *, durable: bool) -> list[str | Path]:
    return [
        postgres_program("initdb"),
        f"--pgdata={folder}",
        f"--username={DATABASE}",
        "--encoding=UTF8",
        # The same order of words on every machine, whatever languages it has installed.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--auth=peer",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]


def _start(folders: Folders, account: Account, *, durable: bool) -> None:
    log = folders.log_of("postgres")
    set_aside_long_log(log)
    log.touch(mode=0o600)
    account.own(log)
    account.own(folders.postgres)
    write_settings(
        folders.postgres, sockets=folders.postgres_sockets, account=account, durable=durable
    )
    said_before = log.stat().st_size
    with locks.held(_lock(folders), patience=REMAINS_END_WITHIN) as lock:
        _forget_the_dead(folders)
        ended = _pg_ctl(folders, account, "start", "-l", log, within=START_WITHIN, keep=[lock])
    if ended.returncode:
        said = log.read_bytes()[said_before:].decode(errors="replace")
        raise refusal(
            "PostgreSQL can't start",
            said=said or ended.stderr,
            where=folders.data,
            log=log,
            account=account.said,
        )


def _pg_ctl(
    folders: Folders,
    account: Account,
    *words: str | Path,
    within: int,
    keep: Sequence[int] = (),
) -> subprocess.CompletedProcess[str]:
    """Tell it, and wait until it is done."""
    wait = ("-w", "-t", str(within), "-D", folders.postgres)
    return account.run([postgres_program("pg_ctl"), *words, *wait], keep=keep)


def _forget_the_dead(folders: Folders) -> None:
    """Remove what a killed server left: we hold its lock, so no process of it lives.

    PostgreSQL itself would only look whether *some* process has the number in these files.
    """
    (folders.postgres / "postmaster.pid").unlink(missing_ok=True)
    for left in folders.postgres_sockets.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _open_ways_for(account: Account, folders: Folders) -> None:
    account.own(folders.postgres_sockets)
    if account.drops:
        # Another account has to pass through; what lies inside stays closed to it.
        for passage in (folders.data, folders.sockets, folders.log):
            passage.chmod(0o711)


def _refuse_other_version(folder: Path) -> None:
    version = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != POSTGRES_MAJOR:
        raise ServerUnavailable(
            f"The data in {folder} was written by PostgreSQL {version}, this one is "
            f"{POSTGRES_MAJOR}; restore a backup into a new HUB_DATA, or move the folder away."
        )


def _succeeds(ended: subprocess.CompletedProcess[str], folders: Folders, account: Account) -> None:
    said = ended.stdout + ended.stderr
    # The single-user server ends well even after a statement that failed.
    if ended.returncode or "ERROR:" in said:
        raise refusal(
            "PostgreSQL's data folder can't be made",
            said=said,
            where=folders.data,
            account=account.said,
        )
