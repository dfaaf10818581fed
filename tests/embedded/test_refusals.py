import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from salam import embedded
from salam.embedded import binaries
from salam.embedded.folders import CHECKOUT, Folders


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=12m", "none", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["/bin/umount", "--lazy", str(place)], check=True)


def refusal(data: Path) -> str:
    with pytest.raises(embedded.ServerUnavailable) as refused, embedded.servers(data):
        pass
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_full_disk(small_disk: Path) -> None:
    data = small_disk / "data"

    assert refusal(data) == (
        "PostgreSQL's data folder can't be made: "
        f"the disk that holds {data} is full; free some space."
    )


def test_read_only_disk(small_disk: Path) -> None:
    data = small_disk / "data"
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(small_disk)], check=True)

    assert refusal(data) == (
        f"The data folder: {data} is on a read-only disk; set HUB_DATA to a writable folder."
    )


def test_data_folder_that_is_a_file(data: Path) -> None:
    data.write_text("")

    assert refusal(data / "below") == (
        f"The data folder can't be made: {data} is a file; set HUB_DATA to a folder."
    )


def test_data_of_another_major_version(data: Path) -> None:
    with embedded.servers(data, durable=False):
        pass
    (Folders(data).postgres / "PG_VERSION").write_text("17\n")

    assert refusal(data) == (
        f"The data in {data}/postgres was written by PostgreSQL 17, this one is 18; "
        "restore a backup into a new HUB_DATA, or move the folder away."
    )


def test_folder_of_something_else(data: Path) -> None:
    (data / "postgres").mkdir(parents=True)
    (data / "postgres" / "letter.txt").touch()

    assert refusal(data) == (
        f"{data}/postgres holds files but no PostgreSQL data; move it away or set HUB_DATA to "
        "another folder."
    )


def test_damaged_settings_point_to_the_log(data: Path) -> None:
    with embedded.servers(data, durable=False):
        pass
    (Folders(data).postgres / "operator.conf").write_text("shared_buffers = 'plenty'\n")

    said = refusal(data)

    assert said.startswith("PostgreSQL can't start: ")
    assert said.endswith(f" Its log is {data}/log/postgres.log.")


def test_missing_program(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binaries, "_package", lambda _name: tmp_path)

    assert refusal(data) == (
        f"The program {tmp_path}/pginstall/bin/initdb is missing or may not be run; delete .venv "
        "and run 'make serve' to install it again, or set DATABASE_URL to a server of your own."
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of somebody else")
def test_sockets_folder_of_somebody_else(data: Path) -> None:
    sockets = Folders(data).sockets
    sockets.mkdir()
    os.chown(sockets, 4242, 4242)

    assert refusal(data) == (
        f"The folder for sockets, {sockets}, can't be used (somebody else made it); "
        "remove it, or set HUB_DATA to another folder."
    )
    sockets.rmdir()


def test_manage_py_says_it_in_one_line(data: Path) -> None:
    data.write_text("")

    ended = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        cwd=CHECKOUT,
        env={**os.environ, "HUB_DATA": str(data)},
        capture_output=True,
        text=True,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (
        1,
        "",
        f"The data folder can't be made: {data} is a file; set HUB_DATA to a folder.\n",
    )
