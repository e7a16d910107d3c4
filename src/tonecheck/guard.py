"""What keeps one crash from silencing a whole letter, and its words from leaving the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tonecheck.errors import EngineError, TonecheckError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Guard:
    """Runs rules and checks, and remembers in a sentence which of them crashed, or could not be asked."""

    def __init__(self, *, debug: bool) -> None:
        self._debug = debug
        self.crashes: dict[str, None] = {}
        self.failed: set[str] = set()  #: names of checks whose engine does not answer; not tried again on this message

    def run(self, name: str, call: Callable[[], Result]) -> Result | None:
        try:
            return call()
        except EngineError as error:
            self.failed.add(name)
            self.crashes[str(error)] = None
            return None
        except TonecheckError:
            raise
        except Exception as error:
            if self._debug:
                raise
            sentence = f"{name} crashed with {type(error).__name__}, so this letter was not wholly checked"
            self.crashes[f"{sentence}; TONECHECK_DEBUG=1 shows where"] = None
            return None
