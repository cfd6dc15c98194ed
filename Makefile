# Everything a person or CI does with this repository. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help setup run test lint fix docs bench lock clean
help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev  ## install everything into .venv

run: $(VENV)/.run  ## install what is needed and start the site on 127.0.0.1:8000
	$(BIN)/vankien serve

test: $(VENV)/.dev  ## all tests
	$(BIN)/pytest -n auto

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

lock: $(VENV)/.dev  ## renew requirements/*.txt from pyproject.toml (hashes, no index lines)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra web pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra web --extra dev --extra bench -c requirements/run.txt pyproject.toml requirements/build.in -o requirements/dev.txt

clean:  ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
