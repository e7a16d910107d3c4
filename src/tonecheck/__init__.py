"""tonecheck: what not to send to a client, and why, in Russian and Ukrainian.

>>> import tonecheck
>>> report = tonecheck.check("Привет! Глянь договор.")
>>> [finding.excerpt for finding in report.findings]
['Привет', 'Глянь']

Importing the package costs nothing: dictionaries, rules and spaCy are loaded by the first check.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.checker import Checker, check, fix, read
    from tonecheck.config import Config
    from tonecheck.errors import TonecheckError
    from tonecheck.model import Edit, Finding, Fix, Report, Severity

__version__ = "0.1.0"

_HOMES = {
    "Checker": "tonecheck.checker",
    "Config": "tonecheck.config",
    "Edit": "tonecheck.model",
    "Finding": "tonecheck.model",
    "Fix": "tonecheck.model",
    "Report": "tonecheck.model",
    "Severity": "tonecheck.model",
    "TonecheckError": "tonecheck.errors",
    "check": "tonecheck.checker",
    "fix": "tonecheck.checker",
    "read": "tonecheck.checker",
}

__all__ = [
    "Checker",
    "Config",
    "Edit",
    "Finding",
    "Fix",
    "Report",
    "Severity",
    "TonecheckError",
    "__version__",
    "check",
    "fix",
    "read",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
