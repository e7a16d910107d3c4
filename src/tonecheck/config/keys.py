"""The keys of a configuration file: how each is read, and which field of which table it fills."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Literal, get_args

from tonecheck.checks.base import Spelling
from tonecheck.config import values
from tonecheck.config.model import Override
from tonecheck.config.values import Read, one_of
from tonecheck.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.config.lines import Keys

Section = Literal["config", "settings", "presend"]


@dataclass(frozen=True, slots=True)
class Key:
    """How a key is read, and the field that it fills; no ``section`` where it only says what else is to be read."""

    read: Read
    field: str
    section: Section | None = "config"


_modes: Final = one_of("formal", "informal", "consistent")
_engines: Final = one_of(*get_args(Spelling))

KEYS: Final[Mapping[Keys, Key]] = {
    ("extend",): Key(values.read_base, "extend", None),
    ("required-version",): Key(values.read_required_version, "required_version"),
    ("select",): Key(values.read_words, "select"),
    ("extend-select",): Key(values.read_words, "extend_select"),
    ("ignore",): Key(values.read_words, "ignore"),
    ("extend-ignore",): Key(values.read_words, "extend_ignore"),
    ("preview",): Key(values.read_flag, "preview"),
    ("fail-on",): Key(values.read_severity, "fail_on"),
    ("rules",): Key(values.read_folders, "rules"),
    ("baseline",): Key(values.read_file, "baseline"),
    ("cache",): Key(values.read_file_or_flag, "cache"),
    ("language",): Key(one_of("ru", "uk"), "language"),
    ("ui-language",): Key(one_of("ru", "uk", "en"), "ui_language"),
    ("kind",): Key(one_of(*get_args(Kind)), "kind"),
    ("vocabulary",): Key(values.read_vocabulary, "vocabulary", "settings"),
    ("extend-vocabulary",): Key(values.read_vocabulary, "extend_vocabulary", "settings"),
    ("semantic",): Key(values.read_auto_or_flag, "semantic", "settings"),
    ("address", "mode"): Key(_modes, "address", "settings"),
    ("address", "capital"): Key(one_of("keep", "upper", "lower"), "capital", "settings"),
    ("spelling", "engine"): Key(_engines, "spelling", "settings"),
    ("spelling", "languagetool", "url"): Key(values.read_server, "languagetool_url", "settings"),
    ("copy", "managers"): Key(values.read_addresses, "managers", "settings"),
    ("copy", "topics"): Key(values.read_words, "topics", "settings"),
    ("presend", "refuse-on"): Key(values.read_severity, "refuse_on", "presend"),
    ("presend", "categories"): Key(values.read_categories, "categories", "presend"),
    ("presend", "only-to"): Key(values.read_address_patterns, "only_to", "presend"),
    ("presend", "skip-to"): Key(values.read_address_patterns, "skip_to", "presend"),
    ("presend", "author-override"): Key(values.read_flag, "author_override", "presend"),
}
#: What an entry of [[overrides]] may hold; its fields are those of ``Override``.
OVERRIDABLE: Final[Mapping[Keys, Key]] = {
    ("paths",): Key(values.read_globs, "paths"),
    **{keys: key for keys, key in KEYS.items() if key.field in {field.name for field in fields(Override)}},
}
#: Keys that add to another, and that one: what they add to stays apart only for ``select``, where none means all.
ADDING: Final[Mapping[Keys, Keys]] = {
    ("extend-select",): ("extend-select",),
    ("extend-ignore",): ("ignore",),
    ("extend-vocabulary",): ("vocabulary",),
}
#: Tables whose keys are not fixed, and how the values in them are read.
OPEN_TABLES: Final[Mapping[Keys, Read]] = {("severity",): values.read_severity}
#: Tables that may be one value instead: that of this key.
SHORTHANDS: Final[Mapping[Keys, Keys]] = {("address",): ("address", "mode"), ("spelling",): ("spelling", "engine")}
#: What tables look like, for whoever wrote something else.
SAMPLES: Final[Mapping[Keys, str]] = {
    ("severity",): 'typos = "warning"',
    ("spelling", "languagetool"): 'url = "http://127.0.0.1:8081"',
    ("copy",): 'managers = ["chief@company.example"]',
    ("presend",): 'refuse-on = "error"',
}
