"""Reading: bytes, a mail object or a text become a ``Message`` of parts with a way back to the source.

The readers are loaded when one is first asked for: who only speaks of parts and places, as rules and reports do, needs
none of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.message.reader import from_email, from_text, read

__all__ = ["from_email", "from_text", "read"]


def __getattr__(name: str) -> object:
    """Load a reader when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("tonecheck.message.reader"), name)
