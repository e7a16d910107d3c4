"""Run LanguageTool on loopback until Ctrl-C, for many runs of tonecheck to share.

    python tools/languagetool/serve.py

It says the address; write it into tonecheck.toml as spelling.languagetool.url.
"""

from __future__ import annotations

import sys
import time

from tonecheck.errors import EngineError
from tonecheck.spelling.server import start


def main() -> int:
    try:
        server = start()
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    print(f'spelling.languagetool.url = "{server.url}"', flush=True)
    try:
        while server.is_alive:
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    finally:
        server.stop()
    print("LanguageTool has ended", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
