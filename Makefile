# Thunklang from bare: Debian 12 with python3, make and git. `make run` serves the demo, `make test` runs the everyday tests.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
# Tests start Python some hundred times: what the first one compiled is kept, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
PY := .venv/bin/python
WORKERS ?= $(shell nproc)
PROOFS ?= tests/prove
PYTEST := $(PY) -m pytest

RUN_PACKAGES := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) poppler-utils hledger beancount
PROVE_PACKAGES := $(TEST_PACKAGES) redis-server chromium fonts-thai-tlwg nginx-light openssl golang-golang-x-mod-dev golang-1.19-go
E2E_PACKAGES := $(TEST_PACKAGES) chromium fonts-thai-tlwg

CATALOGUES := $(wildcard */locale/th/LC_MESSAGES/django.po)
STATIC := $(shell find static -type f)
COLLECTED := $(or $(VAR_DIR),var)/static/collected

.PHONY: help run install install-dev test check e2e tour guides bench prove demo lock messages packages packages-test packages-prove packages-e2e

help:
	@echo "make run      serve the demo on 127.0.0.1:$${PORT:-8000}"
	@echo "make test     the everyday tests        make check   format, types, layers, docs, locks"
	@echo "make e2e      browser journeys          make prove   the heavy proofs"
	@echo "make tour     the pictures of README  make guides    the pictures of the guides"
	@echo "make bench    benchmarks                make demo    fill the database with the demo"
	@echo "make install  the set-up alone          make lock    resolve the dependencies anew"

run: install
	@exec $(PY) -m launcher run

install: packages .venv/installed .venv/messages $(COLLECTED)

install-dev: packages-test .venv/installed-dev .venv/messages

test: install-dev
	@$(PYTEST) -n $(WORKERS) $(ARGS)

e2e: packages-e2e install-dev
	@$(PYTEST) tests/browser -n $(WORKERS) $(ARGS)

prove: packages-prove install-dev
	@$(PYTEST) $(PROOFS) $(ARGS)

tour: packages-e2e install-dev
	@$(PY) manage.py shell -v 0 -c "from tests.browser.tour import main; main()"

guides: packages-e2e install-dev
	@$(PY) manage.py shell -v 0 -c "from tests.browser.guides import main; main()"

bench: install-dev
	@shopt -s nullglob; for each in bench/bench_*.py; do $(PY) -m launcher exec -- $(PY) "$$each"; done

demo: install
	@$(PY) manage.py setup_database
	@$(PY) manage.py demo

check: install-dev
	@$(PY) -m tools.checks

lock: install-dev
	@$(PY) -m tools.locks write

messages: .venv/installed
	@$(PY) -m tools.messages compile

# -- what the targets above stand on ----------------------------------------------------------------------------------

packages: ; @./.ci/packages $(RUN_PACKAGES)
packages-test: ; @./.ci/packages $(TEST_PACKAGES)
packages-prove: ; @./.ci/packages $(PROVE_PACKAGES)
packages-e2e: ; @./.ci/packages $(E2E_PACKAGES)

.venv/bin/python: | packages
	@echo "thunklang: making the virtual environment"
	@$(PYTHON) -m venv .venv

# The development lock holds the other one: after it, both are there.
.venv/installed: requirements.lock | .venv/bin/python
	@echo "thunklang: installing the libraries"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock requirements.lock | .venv/bin/python
	@echo "thunklang: installing the libraries and the tools of the tests"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch .venv/installed $@

.venv/messages: $(CATALOGUES) tools/messages.py | .venv/installed
	@$(PY) -m tools.messages compile
	@touch $@

$(COLLECTED): $(STATIC) | .venv/installed
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@
