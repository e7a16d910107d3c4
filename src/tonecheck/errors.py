"""One tree of errors. Each carries a sentence for people: what is wrong, where, and what to do."""

from __future__ import annotations


class TonecheckError(Exception):
    """The root: anything that tonecheck could not do and can explain."""


class UnreadableError(TonecheckError):
    """The input cannot be understood as a letter: no plausible charset, broken MIME, missing file."""


class UnwritableError(TonecheckError):
    """A file or a stream cannot be written: no such folder, no right to, no room."""


class RuleError(TonecheckError):
    """A rule file or word list is wrong; the sentence names file, line or key."""


class ConfigError(TonecheckError):
    """The configuration is wrong; the sentence names file, line and key."""


class EngineError(TonecheckError):
    """An engine that was asked for by name (LanguageTool, …) is missing or does not answer."""


class GitError(TonecheckError):
    """git is missing, does not know what it was asked for, or this is no repository."""
