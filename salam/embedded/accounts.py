"""Under which account PostgreSQL runs: it refuses to be root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from salam.embedded.refusals import ServerUnavailable

#: Accounts that any Linux has and that are no person's. Not "nobody" in a user namespace:
#: there every foreign account looks like nobody, and would be let in as us.
SEEN_AS = ("daemon", "bin")
#: Accounts to drop to where user namespaces are refused.
DROP_TO = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """How to start PostgreSQL's programs, and as whom our own connections are seen."""

    peer: str
    owner: int
    group: int
    prefix: tuple[str, ...] = ()
    drops: bool = False

    @property
    def said(self) -> str:
        return f"the account {_name_of(self.owner)}" if self.drops else "this account"

    def run(
        self, command: Sequence[str | Path], *, keep: Sequence[int] = (), text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; a program that can't even be started answers like one that failed."""
        words = [*self.prefix, *map(str, command)]
        try:
            return subprocess.run(
                words,
                input=text,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                pass_fds=keep,
                cwd="/",
                # Ctrl-C in the terminal is for us; the servers are stopped by their last user.
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                user=self.owner if self.drops else None,
                group=self.group if self.drops else None,
                extra_groups=[] if self.drops else None,
            )
        except OSError as error:
            return subprocess.CompletedProcess(words, 126, "", f"{command[0]}: {error}")

    def own(self, folder: Path) -> None:
        """Give the folder to this account; nothing to do when it has been given before."""
        if folder.stat().st_uid == self.owner:
            return
        for path in (folder, *_below(folder)):
            os.chown(path, self.owner, self.group, follow_symlinks=False)


def choose_account() -> Account:
    """Ourselves; as root (or without a name) in a user namespace; else another account."""
    us, name = os.geteuid(), _name_of(os.geteuid())
    if us != 0 and name:
        return Account(peer=name, owner=us, group=os.getegid())
    return _namespaced() or _dropped()


def _namespaced() -> Account | None:
    """A user namespace maps us to an ordinary name, and our files stay ours."""
    name = _first_of(SEEN_AS)
    if not name or not shutil.which("unshare"):
        return None
    prefix = ("unshare", "--user", f"--map-user={name.pw_uid}", f"--map-group={name.pw_gid}")
    account = Account(name.pw_name, os.geteuid(), os.getegid(), prefix)
    return account if account.run(["true"]).returncode == 0 else None


def _dropped() -> Account:
    name = _first_of(DROP_TO)
    if os.geteuid() != 0 or not name:
        raise ServerUnavailable(
            "PostgreSQL can't run as this account, and user namespaces are refused here; "
            "run as an ordinary account, or set DATABASE_URL to a server of your own."
        )
    return Account(peer="root", owner=name.pw_uid, group=name.pw_gid, drops=True)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run under a number that has no name
        return ""


def _first_of(names: Sequence[str]) -> pwd.struct_passwd | None:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in names if name in known), None)


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(place) / name
