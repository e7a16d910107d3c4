"""Reports as bytes that tell nothing to whoever has not the letter they are about."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields
from typing import Any

from tonecheck.model import Edit, Finding, Fix, Report, Severity, Suppression


def seal(report: Report, secret: bytes) -> bytes:
    """A report as bytes that tell nothing to whoever has not the ``secret``, which must be used for no other report."""
    plain = zlib.compress(json.dumps(_listed(report), ensure_ascii=False).encode(errors="surrogatepass"), 1)
    return _cipher(hashlib.blake2b(plain, digest_size=16, key=secret).digest() + plain, secret)


def unseal(data: bytes, secret: bytes) -> Report | None:
    """The report that was sealed; None for anything else."""
    opened = _cipher(data, secret)
    digest, plain = opened[:16], opened[16:]
    if hashlib.blake2b(plain, digest_size=16, key=secret).digest() != digest:
        return None
    return _report(json.loads(zlib.decompress(plain).decode(errors="surrogatepass")))


def _cipher(data: bytes, secret: bytes) -> bytes:
    """A stream cipher, its own inverse: SHAKE-256 of a secret used once is a keystream."""
    stream = hashlib.shake_256(secret).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")


def _listed(report: Report) -> dict[str, Any]:
    """The fields of a report without its path; problems are never kept.

    Of the texts each is listed once, since all entries of a catalogue stand in the same file.
    """
    texts = report.texts if report.findings else ()
    numbers = {text: number for number, text in enumerate(dict.fromkeys(text for _, text in texts))}
    return {
        "findings": [_values(finding) for finding in report.findings],
        "word_counts": report.word_counts,
        "engines": report.engines,
        "kind": report.kind,
        "bodies": list(numbers),
        "texts": [(name, numbers[text]) for name, text in texts],
        "is_catalogue": report.is_catalogue,
        "suppressions": [_values(suppression) for suppression in report.suppressions],
    }


def _values(value: Finding | Suppression | Fix | Edit) -> list[Any]:
    values = (getattr(value, field.name) for field in fields(value))
    return [_nested(each) for each in values]


def _nested(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_nested(each) for each in value]
    return _values(value) if isinstance(value, (Fix, Edit)) else value


def _report(listed: dict[str, Any]) -> Report:
    return Report(
        findings=tuple(_finding(values) for values in listed["findings"]),
        word_counts=tuple((language, count) for language, count in listed["word_counts"]),
        engines=tuple(listed["engines"]),
        kind=listed["kind"],
        texts=tuple((name, listed["bodies"][number]) for name, number in listed["texts"]),
        is_catalogue=listed["is_catalogue"],
        suppressions=tuple(_suppression(values) for values in listed["suppressions"]),
    )


def _finding(values: list[Any]) -> Finding:
    said = dict(zip((field.name for field in fields(Finding)), values, strict=True))
    fix = said["fix"] and Fix(said["fix"][0], tuple(Edit(*edit) for edit in said["fix"][1]))
    return Finding(
        **{**said, "severity": Severity(said["severity"]), "suggestions": tuple(said["suggestions"]), "fix": fix}
    )


def _suppression(values: list[Any]) -> Suppression:
    said = dict(zip((field.name for field in fields(Suppression)), values, strict=True))
    return Suppression(**{**said, "selectors": tuple(said["selectors"]), "unused": tuple(said["unused"])})
