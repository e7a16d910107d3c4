"""The formats of other tools, by name; each is a pure function of what was found and what could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.report import github, gitlab, rdjson, sarif, xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tonecheck.model import Problem, Report

    Render = Callable[[Sequence[Report], Sequence[Problem]], str]

FORMATS: Mapping[str, Render] = {
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": xml.render_junit,
    "checkstyle": xml.render_checkstyle,
    "rdjson": rdjson.render,
}
