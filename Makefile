# Everything a person or CI does with this repository. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help setup run test test-postgresql drill wheelhouse lint fix docs bench bench-scale bench-ledger bench-room lock clean
help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev  ## install everything into .venv

run: $(VENV)/.run  ## install what is needed and open the demonstration season on 127.0.0.1:8000
	$(BIN)/vankien serve --demo

test: $(VENV)/.dev  ## all tests, on SQLite
	$(BIN)/pytest -n auto

test-postgresql: $(VENV)/.dev  ## the site's tests on a throw-away PostgreSQL cluster
	$(BIN)/python -m tests.cluster pytest -n auto tests/web

drill: $(VENV)/.dev  ## kill -9 300 times and 20 backups under load, on both databases (hours)
	$(BIN)/python -m drills kill --times 300
	$(BIN)/python -m drills backup --times 20
	$(BIN)/python -m tests.cluster python -m drills kill --times 300
	$(BIN)/python -m tests.cluster python -m drills backup --times 20

wheelhouse: $(VENV)/.dev  ## dist/wheelhouse: installs with hashes on a machine with no network
	$(BIN)/python deploy/wheelhouse.py dist/wheelhouse

lint: $(VENV)/.dev  ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.dev  ## mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev  ## write the generated pages of docs/
	$(BIN)/python -m benchmarks.docs

bench: $(VENV)/.dev  ## accuracy and speed against peers, into docs/accuracy.md
	$(BIN)/python -m benchmarks

bench-scale: $(VENV)/.dev  ## the pages of a country's season on both databases, into docs/scale.md (an hour)
	$(BIN)/python -m benchmarks.scale

bench-ledger: $(VENV)/.dev  ## contradictions and sums in a ledger of two million figures, on both databases (ten minutes)
	$(BIN)/python -m benchmarks.ledger --data var/ledger

bench-room: $(VENV)/.dev  ## 500 people follow one meeting, on both databases (ten minutes)
	$(BIN)/python -m benchmarks.room

lock: $(VENV)/.dev  ## renew requirements/*.txt from pyproject.toml (hashes, no index lines)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra web pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra web --extra dev --extra bench -c requirements/run.txt pyproject.toml requirements/build.in -o requirements/dev.txt

clean:  ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
