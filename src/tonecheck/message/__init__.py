"""Reading: bytes, a mail object or a text become a ``Message`` of parts with a way back to the source."""

from __future__ import annotations

from tonecheck.message.reader import from_email, from_text, read

__all__ = ["from_email", "from_text", "read"]
