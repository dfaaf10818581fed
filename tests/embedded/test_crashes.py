import os
import shutil
import signal
from pathlib import Path

import psycopg
import pytest

from salam import embedded
from salam.embedded.folders import Folders
from tests.embedded.actors import (
    User,
    answering,
    number_of,
    number_of_postgres,
)
from tests.waiting import wait_for

ALL = ["postgres", "broker", "cache"]


def test_killed_servers_are_started_again_by_the_next_user(data: Path, user: User) -> None:
    user.enter()
    os.kill(number_of_postgres(data), signal.SIGKILL)
    os.kill(number_of(data, "broker"), signal.SIGKILL)
    os.kill(number_of(data, "cache"), signal.SIGKILL)
    wait_for(lambda: answering(data) == [])

    with embedded.servers(data, durable=False):
        assert answering(data) == ALL


@pytest.mark.parametrize("name", ["PostgreSQL", "broker", "cache"])
def test_keep_running_names_what_it_started_again(data: Path, name: str) -> None:
    with embedded.servers(data, durable=False):
        number = number_of_postgres(data) if name == "PostgreSQL" else number_of(data, name)
        os.kill(number, signal.SIGKILL)
        named: list[list[str]] = []

        def is_noticed() -> bool:
            named.append(embedded.keep_running(data))
            return named[-1] != []

        wait_for(is_noticed)

        assert named[-1] == [name]
        assert answering(data) == ALL
        assert embedded.keep_running(data) == []


def test_killed_postgres_with_a_session_at_work_keeps_what_was_committed(data: Path) -> None:
    with embedded.servers(data) as given:
        connection = psycopg.connect(given["DATABASE_URL"])
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        connection.commit()
        connection.execute("SELECT 'in the middle of a transaction'")
        os.kill(number_of_postgres(data), signal.SIGKILL)
        wait_for(lambda: "postgres" not in answering(data))
        connection.close()

        with embedded.servers(data), psycopg.connect(given["DATABASE_URL"]) as later:
            assert later.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_user_leaves_no_count_behind(data: Path, user: User) -> None:
    user.enter()
    user.kill()
    assert answering(data) == ALL

    with embedded.servers(data, durable=False):
        pass

    assert answering(data) == []


def test_lost_sockets_are_made_again(data: Path, user: User) -> None:
    user.enter()
    shutil.rmtree(Folders(data).sockets)

    with embedded.servers(data, durable=False):
        assert answering(data) == ALL


def test_stale_files_with_the_number_of_a_living_process_do_not_mislead(data: Path) -> None:
    folders = Folders(data)
    with embedded.servers(data, durable=False):
        pass
    stale = f"{os.getpid()}\n{folders.postgres}\n1\n5432\n{folders.postgres_sockets}\n\n0\nready\n"
    folders.postgres_sockets.mkdir(parents=True)
    (folders.postgres / "postmaster.pid").write_text(stale)
    (folders.postgres_sockets / ".s.PGSQL.5432.lock").write_text(stale)
    (folders.postgres_sockets / ".s.PGSQL.5432").touch()
    (folders.sockets / "broker.sock").touch()
    (folders.run / "broker.pid").write_text(str(os.getpid()))

    with embedded.servers(data, durable=False):
        assert answering(data) == ALL


def test_a_half_made_database_is_made_anew(data: Path) -> None:
    half = data / "postgres.new"
    (half / "base").mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with embedded.servers(data, durable=False):
        assert answering(data) == ALL

    assert not half.exists()


def test_throwaway_sweeps_up_after_a_killed_test_run(tmp_path: Path) -> None:
    with embedded.throwaway() as given:
        alive = Path(given["HUB_DATA"])
        dead = alive.with_name(f"{alive.name}-dead")
        with User(dead) as killed:
            killed.enter()
            killed.kill()
        (dead / "alive").touch()
        assert answering(dead) == ALL

        with embedded.throwaway():
            assert answering(dead) == []
            assert answering(alive) == ALL

    assert not dead.exists()
