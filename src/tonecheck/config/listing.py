"""Every key of a configuration with what is in force and where that was set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck.config.keys import ADDING, KEYS
from tonecheck.config.overrides import apply_override

if TYPE_CHECKING:
    from tonecheck.config.lines import Keys
    from tonecheck.config.model import Config, Origin, Override


@dataclass(frozen=True, slots=True)
class InForce:
    """The value of a ``key`` («address.mode») as JSON knows it, None where there is none; no ``origins``: by default."""

    key: str
    value: Any
    origins: tuple[Origin, ...] = ()


def list_in_force(config: Config) -> tuple[InForce, ...]:
    """All keys, in the order in which the documentation has them; severities one by one."""
    keys = [keys for keys, key in KEYS.items() if key.section and (keys not in ADDING or keys == ("extend-select",))]
    listed = [_look_up(config, keys) for keys in keys]
    graded = {selector: severity.value for selector, severity in config.severity}  # the last counts
    listed += [_state(config, f"severity.{selector}", severity) for selector, severity in graded.items()]
    return tuple(listed)


def list_override(config: Config, override: Override) -> tuple[InForce, ...]:
    """What an override sets, as it would be in force if it were the only one."""
    changed = apply_override(config, override)
    keys = {origin.key for origin in override.origins}
    return tuple(one for one in list_in_force(changed) if one.key in keys)


def _look_up(config: Config, keys: Keys) -> InForce:
    key = KEYS[keys]
    owner = config if key.section == "config" else getattr(config, str(key.section))
    return _state(config, ".".join(keys), getattr(owner, key.field))


def _state(config: Config, key: str, value: Any) -> InForce:
    return InForce(key, _plain(value), tuple(origin for origin in config.origins if origin.key == key))


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, frozenset)):
        return [_plain(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value
