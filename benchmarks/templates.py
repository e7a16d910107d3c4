"""How long a repository of e-mail templates takes: cold, again, and one file of it.

Writes 2,000 templates of 2 KB in twelve dialects, made of the letters in corpora/ (nine clean ones to each with faults),
always the same, and runs ``tonecheck check`` on them in fresh processes without the check of meaning. ``--write FOLDER``
only writes them.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPORA = Path(__file__).parent.parent / "corpora"
COUNT, SIZE = 2_000, 2_048
#: suffix → how the dialect writes a value, and a condition around a sentence
DIALECTS = {
    ".txt.j2": ("{{{{ {} }}}}", "{{% if vip %}}{}{{% else %}}{}{{% endif %}}"),
    ".html.jinja": ("{{{{ {} }}}}", "<p>{{% if vip %}}{}{{% else %}}{}{{% endif %}}</p>"),
    ".md.jinja2": ("{{{{ {} }}}}", "{{% if vip %}}\n{}\n{{% else %}}\n{}\n{{% endif %}}"),
    ".mjml": ("{{{{ {} }}}}", "<mj-text>{{{{#if vip}}}}{}{{{{else}}}}{}{{{{/if}}}}</mj-text>"),
    ".hbs": ("{{{{ {} }}}}", "<p>{{{{#if vip}}}}{}{{{{else}}}}{}{{{{/if}}}}</p>"),
    ".mustache": ("{{{{{}}}}}", "{{{{#vip}}}}{}{{{{/vip}}}}{{{{^vip}}}}{}{{{{/vip}}}}"),
    ".liquid": ("{{{{ {} }}}}", "<p>{{% if vip %}}{}{{% else %}}{}{{% endif %}}</p>"),
    ".erb": ("<%= {} %>", "<p><% if vip %>{}<% else %>{}<% end %></p>"),
    ".ejs": ("<%= {} %>", "<p><% if (vip) {{ %>{}<% }} else {{ %>{}<% }} %></p>"),
    ".ftl": ("${{{}}}", "<p><#if vip>{}<#else>{}</#if></p>"),
    ".tpl": ("{{${}}}", "<p>{{if $vip}}{}{{else}}{}{{/if}}</p>"),
    ".twig": ("{{{{ {} }}}}", "<p>{{% if vip %}}{}{{% else %}}{}{{% endif %}}</p>"),
}


def read_letters(language: str) -> tuple[list[str], list[str]]:
    """The texts of a corpus: those without findings, and the others."""
    clean: list[str] = []
    faulty: list[str] = []
    for line in (CORPORA / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        letter = json.loads(line)
        (faulty if letter["findings"] else clean).append(letter["text"])
    return clean, faulty


def make_templates() -> Iterator[tuple[str, str]]:
    """(name, text) of every template."""
    chance = random.Random(7)  # noqa: S311 - a repository that is always the same
    letters = {language: read_letters(language) for language in ("ru", "uk")}
    suffixes = list(DIALECTS)
    for number in range(COUNT):
        language = ("ru", "uk")[number % 2]
        clean, faulty = letters[language]
        suffix = suffixes[number % len(suffixes)]
        text = _fill(suffix, language, chance.choice(faulty) if number % 10 == 9 else "", clean, chance)
        yield f"{language}/{number % 40:02}/letter-{number:04}{suffix}", text


def _fill(suffix: str, language: str, first: str, clean: list[str], chance: random.Random) -> str:
    value, condition = DIALECTS[suffix]
    dear = {"ru": "Здравствуйте, {}!", "uk": "Вітаю, {}!"}[language].format(value.format("name"))
    thanks = {"ru": "Спасибо за заказ.", "uk": "Дякуємо за замовлення."}[language]
    wait = {"ru": "Ждём вашего ответа.", "uk": "Чекаємо на вашу відповідь."}[language]
    text = f"{dear}\n\n{condition.format(thanks, wait)}\n\n"
    is_markup = "<" in condition
    more = first
    while len(text.encode()) < SIZE:
        for line in (more or chance.choice(clean)).splitlines():
            text += f"<p>{line}</p>\n" if is_markup and line.strip() else f"{line}\n"
        more = ""
    return text.encode()[:SIZE].decode(errors="ignore").rpartition("\n")[0] + "\n"


def write_templates(folder: Path) -> None:
    for name, text in make_templates():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measure(folder: Path, *paths: str) -> float:
    """Seconds of one run of ``tonecheck check`` in a process of its own."""
    command = [sys.executable, "-P", "-m", "tonecheck", "check", "--no-semantic", "--format", "concise", *paths]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace"))
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the templates there, and measure nothing")
    asked = parser.parse_args()
    if asked.write:
        write_templates(asked.write)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_templates(folder / "letters")
        (folder / "tonecheck.toml").write_text("semantic = false\n", encoding="utf-8")
        print(f"{COUNT} templates, cold       {measure(folder, 'letters'):6.2f} s")
        print(f"the same again           {min(measure(folder, 'letters') for _ in range(3)):6.2f} s")
        one = "letters/ru/00/letter-0000.txt.j2"
        measure(folder, one)
        print(f"one of them, again       {min(measure(folder, one) for _ in range(3)):6.2f} s")


if __name__ == "__main__":
    main()
