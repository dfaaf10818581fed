import asyncio
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from salam.embedded.folders import Folders
from salam.serve import program
from salam.serve.address import BadAddress, chosen_address
from salam.serve.procfile import BadProcfile, Program, read_programs
from tests.embedded.actors import (
    Serve,
    User,
    answering,
    number_of,
    number_of_postgres,
)
from tests.waiting import PATIENCE, wait_for

WEB = "web: python -m http.server --bind $HOST $PORT --directory $HUB_DATA/www\n"
#: A program with a child, as Celery has, and one that does not want to go.
WORKER = "worker: sh -c 'sleep 3211 & sleep 3212'\n"
OPEN = "The portal is open at"


@pytest.fixture
def port(data: Path) -> int:
    (data / "www" / "health").mkdir(parents=True)
    (data / "www" / "health" / "live").touch()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def below(serve: Serve, words: str) -> list[psutil.Process]:
    family = psutil.Process(serve.process.pid).children(recursive=True)
    return [process for process in family if words in command_of(process)]


def command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def is_alive(process: psutil.Process) -> bool:
    """Dead, but not yet asked about by the machine's first process, is dead too."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_serve_opens_and_ctrl_c_leaves_nothing(data: Path, port: int) -> None:
    with Serve(data, port, WEB + WORKER) as serve:
        serve.until_it_says(OPEN)
        family = psutil.Process(serve.process.pid).children(recursive=True)
        assert f"http://127.0.0.1:{port}/" in serve.said
        assert answering(data) == ["postgres", "broker", "cache"]

        assert serve.interrupt() == 0

    assert [process for process in family if is_alive(process)] == []
    assert answering(data) == []


def test_a_second_serve_is_refused(data: Path, port: int, tmp_path: Path) -> None:
    with Serve(data, port, WEB) as serve:
        serve.until_it_says(OPEN)
        number = serve.process.pid
        with Serve(data, port + 1, WEB) as second:
            assert second.process.wait(PATIENCE) == 1
            assert second.said == (
                f"The portal is already running on {data}: http://127.0.0.1:{port}/, "
                f"pid {number}. Stop that one, or set HUB_DATA and PORT to run another.\n"
            )


def test_a_taken_port_is_refused(data: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)), Serve(data, port, WEB) as serve:
        assert serve.process.wait(PATIENCE) == 1
        assert serve.said == (
            f"Can't listen on 127.0.0.1:{port} (Address already in use); "
            "set PORT to a free port, for example PORT=8001.\n"
        )


def test_a_killed_program_is_started_again_and_takes_its_children_along(
    data: Path, port: int
) -> None:
    with Serve(data, port, WEB + WORKER) as serve:
        wait_for(lambda: bool(below(serve, "sleep 3211")))
        (worker,) = below(serve, "sh -c sleep 3211")
        (child,) = [process for process in worker.children() if "3211" in process.cmdline()]

        worker.kill()

        serve.until_it_says("worker was killed by signal 9; starting it again in 1 s")
        wait_for(lambda: not is_alive(child))
        wait_for(lambda: bool(below(serve, "sleep 3211")))


def test_killed_servers_are_started_again(data: Path, port: int) -> None:
    with Serve(data, port, WEB) as serve:
        serve.until_it_says(OPEN)
        os.kill(number_of_postgres(data), signal.SIGKILL)
        os.kill(number_of(data, "broker"), signal.SIGKILL)

        serve.until_it_says("PostgreSQL was gone; started it again")
        serve.until_it_says("broker was gone; started it again")

        assert answering(data) == ["postgres", "broker", "cache"]


def test_programs_end_with_a_killed_serve_and_the_next_one_takes_over(
    data: Path, port: int
) -> None:
    with Serve(data, port, WEB) as serve:
        serve.until_it_says(OPEN)
        (web,) = below(serve, "http.server")
        serve.process.kill()
        wait_for(lambda: not is_alive(web))

    with Serve(data, port, WEB) as following:
        following.until_it_says(OPEN)
        assert following.interrupt() == 0

    assert answering(data) == []


def test_serve_keeps_the_servers_that_a_command_started(data: Path, port: int, user: User) -> None:
    user.enter()
    before = number_of_postgres(data)
    with Serve(data, port, WEB) as serve:
        serve.until_it_says(OPEN)
        user.leave()

        assert number_of_postgres(data) == before
        assert answering(data) == ["postgres", "broker", "cache"]


def test_programs_are_clients_of_the_servers(data: Path, port: int) -> None:
    tell = "tell: sh -c 'echo \"$DATABASE_URL $REDIS_URL $CACHE_URL\"; sleep 3213'\n"
    sockets = Folders(data).sockets

    with Serve(data, port, WEB + tell) as serve:
        serve.until_it_says("unix://")

        assert (
            f"tell          | postgresql://hub@{str(sockets).replace('/', '%2F')}%2Fpostgres/hub "
            f"redis+socket://{sockets}/broker.sock?virtual_host=0 "
            f"unix://{sockets}/cache.sock?db=0\n"
        ) in serve.said


def test_a_program_that_will_not_go_is_killed_with_its_children(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "GRACE", 0.5)
    stubborn = Program("stubborn", "sh -c 'trap : TERM; sleep 3214 & while :; do sleep 1; done'")

    # Other tests of this process may have left a child that waits to read documents.
    others = set(psutil.Process().children(recursive=True))

    def started() -> list[psutil.Process]:
        children = psutil.Process().children(recursive=True)
        return [one for one in children if one not in others]

    async def start_and_cancel() -> list[psutil.Process]:
        running = asyncio.create_task(program.run(stubborn, {}))
        while len(family := started()) < 2:  # the shell, and what it started
            await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return family

    # In a thread of its own: a browser open in this process keeps a loop running.
    with ThreadPoolExecutor(1) as pool:
        family = pool.submit(asyncio.run, start_and_cancel()).result()

    assert len(family) >= 2
    assert [process for process in family if is_alive(process)] == []


@pytest.mark.parametrize("pause", [0.1, 0.4, 0.7])
def test_stopped_while_it_starts_it_leaves_nothing(data: Path, port: int, pause: float) -> None:
    with Serve(data, port, WEB) as serve:
        time.sleep(pause)
        serve.process.terminate()

        assert serve.process.wait(PATIENCE) in (0, -signal.SIGTERM)  # before it could listen

    assert answering(data) == []


def test_a_port_that_is_no_number_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")

    with pytest.raises(BadAddress, match="PORT must be a number from 1 to 65535, not 'http'"):
        chosen_address()


def test_procfile_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "Procfile"
    path.write_text("# the portal\nweb: gunicorn a: b\n\nbeat:  celery\n")

    assert read_programs(path) == [Program("web", "gunicorn a: b"), Program("beat", "celery")]


def test_a_bad_line_of_the_procfile_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Procfile"
    path.write_text("web gunicorn\n")

    with pytest.raises(BadProcfile, match="line 1: expected 'name: command'"):
        read_programs(path)
