"""Brokers for tests: one that does every task at once, and one that nobody listens at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kombu import pools

from salam.celery import app


@contextmanager
def at_once() -> Iterator[None]:
    app.conf.task_always_eager = True
    try:
        yield
    finally:
        app.conf.task_always_eager = False


@contextmanager
def dead(folder: Path) -> Iterator[None]:
    address = app.conf.broker_url
    _reconnect(f"redis+socket://{folder}/nobody.sock?virtual_host=0")
    try:
        yield
    finally:
        _reconnect(address)


def _reconnect(address: str) -> None:
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None
    app.conf.broker_url = app.conf.broker_read_url = app.conf.broker_write_url = address
