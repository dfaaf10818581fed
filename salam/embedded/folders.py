"""Where everything lies below HUB_DATA, and where the sockets are."""

import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from salam.embedded.refusals import ServerUnavailable, refusal

CHECKOUT = Path(__file__).resolve().parents[2]
#: A log that has grown past this is set aside once, as ``.old``, at the next start.
LONG_LOG = 10 * 1024 * 1024


def data_folder() -> Path:
    """HUB_DATA, else ``.data`` in the checkout; always absolute."""
    chosen = os.environ.get("HUB_DATA", "").strip()
    return (Path(chosen).expanduser() if chosen else CHECKOUT / ".data").resolve()


@dataclass(frozen=True, slots=True)
class Folders:
    """The rooms of one HUB_DATA."""

    data: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def broker(self) -> Path:
        return self.data / "broker"

    @property
    def cache(self) -> Path:
        return self.data / "cache"

    @property
    def index(self) -> Path:
        return self.data / "index"

    @property
    def media(self) -> Path:
        return self.data / "media"

    @property
    def log(self) -> Path:
        return self.data / "log"

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def sockets(self) -> Path:
        """A short folder, the same for everybody who says the same HUB_DATA.

        A socket's path may have 107 bytes at most, HUB_DATA may be longer. Neither TMPDIR nor
        XDG_RUNTIME_DIR is asked: they differ between a terminal, cron and sudo, and then two
        processes would look for one server in two places.
        """
        digest = hashlib.sha256(os.fsencode(self.data.resolve())).hexdigest()
        return Path("/tmp") / f"salam-hub-{digest[:16]}"  # noqa: S108

    @property
    def postgres_sockets(self) -> Path:
        return self.sockets / "postgres"

    def log_of(self, server: str) -> Path:
        return self.log / f"{server}.log"


def prepare(data: Path) -> Folders:
    """Make every folder that is missing, closed to everybody else."""
    folders = Folders(data.resolve())
    _refuse_file(folders.data)
    try:
        folders.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for room in (
            folders.broker,
            folders.cache,
            folders.index,
            folders.media,
            folders.log,
            folders.run,
        ):
            _close(room)
    except OSError as error:
        raise refusal("The data folder", said=str(error), where=folders.data) from error
    return folders


def prepare_sockets(folders: Folders) -> None:
    """Make the folder of sockets; /tmp is everybody's, so trust only one that is ours."""
    sockets = folders.sockets
    try:
        sockets.mkdir(mode=0o700, exist_ok=True)
        if _is_our_folder(sockets):
            _close(sockets)
            folders.postgres_sockets.mkdir(mode=0o700, exist_ok=True)
            return
        reason = "somebody else made it"
    except OSError as error:
        reason = error.strerror or str(error)
    raise ServerUnavailable(
        f"The folder for sockets, {sockets}, can't be used ({reason}); "
        "remove it, or set HUB_DATA to another folder."
    )


def remove_sockets(folders: Folders) -> None:
    """Leave nothing in /tmp once the servers have stopped."""
    if _is_our_folder(folders.sockets):
        shutil.rmtree(folders.sockets, ignore_errors=True)


def set_aside_long_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONG_LOG:
        log.rename(log.with_suffix(".log.old"))


def _close(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    # Passing through stays allowed where PostgreSQL runs as another account.
    if stat.S_IMODE(folder.stat().st_mode) & 0o066:
        folder.chmod(0o700)


def _is_our_folder(place: Path) -> bool:
    try:
        found = place.lstat()
    except FileNotFoundError:
        return False
    return found.st_uid == os.geteuid() and stat.S_ISDIR(found.st_mode)


def _refuse_file(folder: Path) -> None:
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise ServerUnavailable(
                f"The data folder can't be made: {place} is a file; set HUB_DATA to a folder."
            )
