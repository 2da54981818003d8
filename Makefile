# `make check` is what continuous integration runs.
PYTHON ?= .venv/bin/python

.PHONY: check format lint types contracts tests tests-on-postgres thorough coverage benchmarks reliability torture replay picture keys

check: format lint types contracts tests

format:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m pyright --pythonpath $(PYTHON)

contracts:
	$(PYTHON) -c 'import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())'

tests:
	$(PYTHON) -m pytest

# The same tests on PostgreSQL; its server comes with the development packages.
tests-on-postgres:
	MLV_TEST_DATABASE=postgres $(PYTHON) -m pytest

# Tries every law on 400 examples instead of 20.
thorough:
	HYPOTHESIS_PROFILE=thorough $(PYTHON) -m pytest

coverage:
	$(PYTHON) -m pytest --cov --cov-report=term

benchmarks:
	for each in tests/benchmarks/bench_*.py; do $(PYTHON) $$each || exit 1; done

# What it stands: many writers, kills, lost servers, full disks. One line each, under 5 minutes.
reliability:
	$(PYTHON) tests/reliability/run.py $(RELIABILITY)

# The same, much more of it; takes hours.
torture:
	$(PYTHON) tests/reliability/run.py --long

# Replays real plans' histories; the data lies beside the project: `make replay SUITE=checkout`.
REPLAY ?= ../shared/replay
SUITE ?= real
SETS ?=

replay:
	$(PYTHON) tests/benchmarks/run_replay.py --replay $(REPLAY) --suite $(SUITE) --sets '$(SETS)'

# Draws the README's picture from the running program; needs rsvg-convert.
picture:
	$(PYTHON) tests/picture.py .pictures/milestones.png

# Writes the README's tables of keys from the bindings of the screen.
keys:
	$(PYTHON) tests/keys_table.py README.md
