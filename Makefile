# `make help` lists every chore. Each works on a bare checkout: what it needs is installed first.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run demo test search lint format bench translations lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup:  ## system packages, .venv, locked dependencies (again: does nothing)
	@packaging/setup.sh

run: setup  ## the terminal, with the settings of kiosk.toml
	@.venv/bin/kiosk run

demo: setup  ## emulators, backend and terminal; without a screen: journeys and build/demo/report.html
	@.venv/bin/kiosk demo

lint: setup  ## ruff, mypy, import contracts, qmllint and our own rules
	@packaging/lint.sh

format: setup  ## ruff's formatter and its safe fixes
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

test: lint  ## everything that CI runs
	@packaging/test.sh

search: setup  ## property tests with new examples each time, for as long as it takes
	@QT_QUICK_BACKEND=software .venv/bin/pytest -q -n 2 -m "not desktop" -k "$(or $(K),test)" --hypothesis-profile=search tests/unit

bench: setup  ## start, frames: the figures of the README
	@packaging/setup.sh packaging/bench-packages.txt
	@.venv/bin/kiosk bench start --against chromium --json && .venv/bin/kiosk bench frames --json

translations: setup  ## bring assets/translations in step with the source; then pyside6-linguist
	@$(PYTHON) packaging/translations.py

lock: ## make packaging/requirements.lock anew from pyproject.toml
	@packaging/lock.sh --upgrade

clean: ## remove what can be made again
	@rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
