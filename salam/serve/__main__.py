"""Run the portal until Ctrl-C."""

import signal
import sys
from types import FrameType

from salam import embedded
from salam.serve.address import BadAddress
from salam.serve.claim import AlreadyServed
from salam.serve.portal import serve
from salam.serve.procfile import BadProcfile
from salam.serve.set_up import SetUpFailed

REFUSALS = (AlreadyServed, BadAddress, BadProcfile, SetUpFailed, embedded.ServerUnavailable)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    # Until the portal runs; from then on it listens to signals itself.
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        serve(embedded.data_folder())
    except KeyboardInterrupt:
        return 0
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
