"""Message catalogues: files of strings that a program shows, by key and language.

``find_format`` tells by name and content which format a file has, ``read`` makes a ``Message`` of it whose parts are
the Russian and Ukrainian strings, ``write_back`` writes changed words into the same bytes.
"""

from __future__ import annotations

from tonecheck.message.catalogues.formats import find_format, read, write_back

__all__ = ["find_format", "read", "write_back"]
