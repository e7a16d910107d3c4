# Two commands do everything on a fresh machine: `make check-example` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: check-example test lint eval wheel-test hook-test bench picture clean

check-example: $(READY)
	$(BIN)/tonecheck check --exit-zero examples

# Without Maven or Java the tests of a real LanguageTool are skipped by name (in CI they fail).
test: $(READY)
	-$(BIN)/python tools/languagetool/fetch.py
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python tools/write_rule_pages.py --check
	$(BIN)/check-jsonschema --check-metaschema docs/schemas/*.json
	$(BIN)/check-jsonschema --schemafile docs/schemas/config.schema.json docs/schemas/sample.toml
	$(BIN)/check-jsonschema --schemafile docs/schemas/rule.schema.json rules/??/*/*.toml

# No letter of the corpora may get worse by the rules; a letter that is new to the baseline may be as hard as it likes.
eval: $(READY)
	$(BIN)/tonecheck eval corpora --no-semantic --baseline corpora/baseline.json

wheel-test: $(READY)
	$(BIN)/python tools/check_wheel.py

# pre-commit installs the hooks into an environment of its own, so this needs an index of packages.
hook-test: $(READY)
	$(BIN)/python tools/check_pre_commit.py

bench: $(READY)
	$(BIN)/python benchmarks/speed.py

picture: $(READY)
	$(BIN)/python tools/draw_picture.py docs/letter.svg

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tonecheck needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
