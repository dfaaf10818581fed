import subprocess
import threading
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
import redis
from kombu import Connection

from salam import embedded
from salam.embedded.binaries import POSTGRES_MAJOR, postgres_program
from tests.embedded.actors import User, answering, number_of_postgres, start_user

ALL = ["postgres", "broker", "cache"]


def test_servers_run_for_the_block_and_no_longer(data: Path) -> None:
    with embedded.servers(data):
        assert answering(data) == ALL

    assert answering(data) == []


def test_database_is_hubs_in_utf8_with_the_builtin_locale(data: Path) -> None:
    asked = """
        SELECT current_user, pg_encoding_to_char(encoding), datlocprovider, datlocale,
               current_setting('fsync'), current_setting('listen_addresses')
        FROM pg_database WHERE datname = current_database()"""

    with embedded.servers(data) as given, psycopg.connect(given["DATABASE_URL"]) as connection:
        assert connection.execute(asked).fetchone() == (
            "hub",
            "UTF8",
            "b",
            "C.UTF-8",
            "on",
            "",
        )


def test_database_url_is_understood_by_dj_database_url(data: Path) -> None:
    with embedded.servers(data, durable=False):
        settings = dj_database_url.parse(embedded.database_url(data))

        with psycopg.connect(
            host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]
        ) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_broker_keeps_everything_and_cache_forgets_the_oldest(data: Path) -> None:
    with embedded.servers(data):
        with Connection(embedded.broker_url(data)) as broker:
            channel: Any = broker.default_channel  # its type knows nothing of Redis
            kept = channel.client.config_get("append*", "maxmemory-policy")
        with redis.Redis.from_url(embedded.cache_url(data)) as cache:
            forgets = cache.config_get("appendonly", "maxmemory*")

    assert (kept["appendonly"], kept["appendfsync"], kept["maxmemory-policy"]) == (
        "yes",
        "everysec",
        "noeviction",
    )
    assert (forgets["appendonly"], forgets["maxmemory"], forgets["maxmemory-policy"]) == (
        "no",
        str(64 * 1024 * 1024),
        "allkeys-lru",
    )


def test_data_outlive_the_servers(data: Path) -> None:
    with embedded.servers(data) as given:
        with psycopg.connect(given["DATABASE_URL"]) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with Connection(given["REDIS_URL"]) as broker:
            broker.SimpleQueue("jobs").put({"id": 7})

    with embedded.servers(data) as given:
        with psycopg.connect(given["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        with Connection(given["REDIS_URL"]) as broker:
            assert broker.SimpleQueue("jobs").get(timeout=60).payload == {"id": 7}


def test_last_one_out_stops_the_servers(data: Path, user: User) -> None:
    with embedded.servers(data, durable=False):
        user.enter()
        before = number_of_postgres(data)

    assert answering(data) == ALL
    assert number_of_postgres(data) == before

    user.leave()

    assert answering(data) == []


def test_eight_who_race_share_one_set(data: Path) -> None:
    racers = [start_user(data) for _ in range(8)]
    assert [racer.stdout and racer.stdout.readline() for racer in racers] == ["up\n"] * 8
    one = number_of_postgres(data)

    ends = [threading.Thread(target=racer.communicate) for racer in racers]
    for end in ends:
        end.start()
    for end in ends:
        end.join()

    assert [racer.returncode for racer in racers] == [0] * 8
    assert one > 0
    assert answering(data) == []


def test_a_given_database_url_replaces_postgres(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/hub")

    with embedded.servers(data) as given:
        assert answering(data) == ["broker", "cache"]
        assert sorted(given) == ["CACHE_URL", "HUB_DATA", "REDIS_URL"]


def test_a_given_redis_url_replaces_the_valkeys(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with embedded.servers(data, durable=False) as given:
        assert answering(data) == ["postgres"]
        assert sorted(given) == ["DATABASE_URL", "HUB_DATA"]


def test_with_everything_given_not_even_a_folder_is_made(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/hub")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with embedded.servers(data) as given:
        assert given == {}

    assert not data.exists()


def test_throwaway_servers_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded.throwaway() as given:
        data = Path(given["HUB_DATA"])
        assert answering(data) == ALL
        monkeypatch.setenv("DATABASE_URL", given["DATABASE_URL"])
        monkeypatch.setenv("REDIS_URL", given["REDIS_URL"])
        with embedded.throwaway() as of_a_worker:
            assert of_a_worker == {}
        monkeypatch.undo()

    assert not data.exists()
    assert not embedded.Folders(data).sockets.exists()


def test_the_major_version_is_the_packages() -> None:
    said = subprocess.check_output([postgres_program("postgres"), "--version"], text=True)

    assert said.split()[2].split(".")[0] == POSTGRES_MAJOR
