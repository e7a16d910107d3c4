"""The configuration: ``tonecheck.toml``, or ``[tool.tonecheck]`` in ``pyproject.toml``.

Only the command line looks for a file (``discover``); the API reads one when it is told to (``load``). Whatever
cannot be understood is refused with file, line, and the key or value that was probably meant: a misspelt key
that silently changes nothing would be a letter sent unchecked.
"""

from tonecheck.config.discovery import FILE_NAMES, ROOT_MARKS, discover
from tonecheck.config.model import Config, Origin, Override, Presend, UiLanguage, find_origin
from tonecheck.config.overrides import find_overrides, for_path
from tonecheck.config.reading import load, load_leniently
from tonecheck.config.words import nearest

__all__ = [
    "FILE_NAMES",
    "ROOT_MARKS",
    "Config",
    "Origin",
    "Override",
    "Presend",
    "UiLanguage",
    "discover",
    "find_origin",
    "find_overrides",
    "for_path",
    "load",
    "load_leniently",
    "nearest",
]
