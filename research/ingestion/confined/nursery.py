"""Forks a limited child for each file it is told of: ``python -m`` of this, by a worker.

Everything the children need is imported once, so a child costs a few milliseconds and
yet is a process of its own: what one file does to it, the next does not see. Orders come
as JSON lines on standard input, ``{"job": name, ...}``; what children say goes to
standard output, a file; how each ended goes as one line to the descriptor ``ended``.
Left alone for a while, or by its worker, it ends.
"""

import gc
import json
import os
import select
import sys

from research.ingestion.confined import jobs, languages, limits
from research.ingestion.confined.answers import Refused, tell

#: Seconds without an order; starting again takes less than one.
PATIENCE_SECONDS = 120


def main(ended: int) -> None:
    limits.die_with_parent()
    languages.prepare()
    # What is there now stays as it is: nothing of it is collected, or copied for that.
    gc.collect()
    gc.freeze()
    gc.disable()
    orders = os.fdopen(0, "rb", buffering=0)
    while select.select([orders], [], [], PATIENCE_SECONDS)[0]:
        order = orders.readline()
        if not order:
            return
        child = os.fork()
        if not child:
            os.close(ended)
            _do(json.loads(order))
        _child, waited, used = os.wait4(child, 0)
        status = os.waitstatus_to_exitcode(waited)
        os.write(ended, f"{status} {used.ru_utime + used.ru_stime:.4f}\n".encode())


def _do(order: dict[str, object]) -> None:
    """In the child: never returns."""
    status = 1
    try:
        limits.limit_this_process()
        if order.pop("gently", False):
            os.nice(5)  # readers of the portal come first
        os.lseek(1, 0, os.SEEK_SET)
        jobs.JOBS[str(order.pop("job"))](**order)
        status = 0
    except Refused as refusal:
        tell(refused=str(refusal))
        status = 0
    except MemoryError:
        tell(refused="memory")
        status = 0
    except RecursionError:
        tell(refused="damaged")
        status = 0
    finally:
        # Whatever else it died of is the status: nobody reads a traceback here.
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main(int(sys.argv[1]))
