import os
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from salam import embedded
from salam.embedded.folders import CHECKOUT, Folders
from tests.embedded.actors import answering, number_of_postgres, start_user

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
ORDINARY = 4242


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of an ordinary account that has no name even; pytest's own is root's alone."""
    with tempfile.TemporaryDirectory(prefix="salam-hub-home-") as place:
        os.chown(place, ORDINARY, ORDINARY)
        yield Path(place)


def python_for_everybody() -> str:
    """An interpreter of our version that an ordinary account may run, or a visible skip."""
    for name in ("/usr/bin/python3.11", "/usr/local/bin/python3.11", "/usr/bin/python3"):
        asked = "import sys; print('%d.%d' % sys.version_info[:2])"
        if Path(name).exists():
            said = subprocess.run(
                [name, "-c", asked], user=ORDINARY, capture_output=True, text=True
            ).stdout.strip()
            if said == sysconfig.get_python_version():
                return name
    pytest.skip("no Python of our version that another account may run")


@as_root
def test_an_ordinary_account_needs_no_help(home: Path) -> None:
    packages = sysconfig.get_path("purelib")
    if subprocess.run(["/usr/bin/test", "-r", packages], user=ORDINARY).returncode:
        pytest.skip("another account may not read the virtual environment")
    data = home / "data"

    process = start_user(
        data,
        python=python_for_everybody(),
        cwd=home,
        account=ORDINARY,
        env={"PYTHONPATH": f"{CHECKOUT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n", process.communicate()[1]
    owner = psutil.Process(number_of_postgres(data)).uids().real
    process.communicate()

    assert (owner, process.returncode) == (ORDINARY, 0)


@as_root
def test_root_drops_to_another_account_where_user_namespaces_are_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = home / "data"
    home.chmod(0o711)
    with embedded.servers(data, durable=False):
        pass

    with monkeypatch.context() as without:
        without.setattr(shutil, "which", lambda _name: None)
        with embedded.servers(data, durable=False):
            dropped = psutil.Process(number_of_postgres(data)).uids().real
            assert answering(data) == ["postgres", "broker", "cache"]

    with embedded.servers(data, durable=False):
        assert dropped != 0
        assert psutil.Process(number_of_postgres(data)).uids().real == 0
        assert answering(data) == ["postgres", "broker", "cache"]


@as_root
def test_dropping_below_a_closed_folder_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.parent.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    said = r"may not be .* by the account \w+;"
    with pytest.raises(embedded.ServerUnavailable, match=said), embedded.servers(data):
        pass


def test_every_folder_is_closed(data: Path) -> None:
    with embedded.servers(data, durable=False):
        folders = Folders(data)
        rooms = [data, *(room for room in data.iterdir() if room.is_dir())]
        rooms += [folders.sockets, folders.postgres_sockets]

        assert {room: stat.S_IMODE(room.stat().st_mode) for room in rooms} == dict.fromkeys(
            rooms, 0o700
        )


def test_a_folder_below_a_long_path(tmp_path: Path) -> None:
    data = tmp_path / ("long and spaced " * 8).strip() / ("longer" * 20) / "data"

    with embedded.servers(data, durable=False):
        assert answering(data) == ["postgres", "broker", "cache"]
