# The developer manual: `make` lists what there is.
# Everything is installed into .venv; stamps in it (.venv/core, .venv/test …) say what is there already.

PYTHON ?= python3
PY := .venv/bin/python
PAGE := src/azgraph/picture/page
WITH_NODE := PATH="$(CURDIR)/.venv/bin:$$PATH"
# In as many processes as there are processors, up to four; tests/conftest.py tells what stays together.
PYTEST := $(PY) -m pytest -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder
# What is installed is compiled when it is first used: most of it never is.
INSTALL := $(PY) -m pip install --disable-pip-version-check --no-compile -qq --editable

.PHONY: help map test lint data docs page bundle notebook dist bench spark conformance audit fuzz guards clean
.DEFAULT_GOAL := help
.NOTPARALLEL:  # one pip at a time

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile
	@echo "Another Python than python3: make map PYTHON=python3.12"

map: .venv/core  ## draw the map: build the graph, write build/map.html and open it
	@mkdir -p build
	@.venv/bin/azgraph build
	@.venv/bin/azgraph map -o build/map.html --open

test: .venv/test  ## run every test, in a browser too
	@$(PY) tests/browser.py
	@$(PY) tests/fonts.py
	@$(PY) tests/servers.py
	@$(PYTEST)

lint: .venv/lint  ## check style, types and who imports whom
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo

data: .venv/core  ## build data/triples.ttl from data/records
	@.venv/bin/azgraph build

page: .venv/page bundle  ## make the page's script and styles from their modules, and test these
	@$(WITH_NODE) node --test tests/js/*.test.mjs

bundle:
	@$(WITH_NODE) build/page/node_modules/.bin/esbuild --bundle --minify --format=iife --target=es2022 \
	  --log-level=warning --outdir=$(PAGE)/built $(PAGE)/early.js $(PAGE)/main.js \
	  $(PAGE)/asking.js $(PAGE)/months.js $(PAGE)/styles.css $(PAGE)/ask.css $(PAGE)/links.css $(PAGE)/months.css

docs: .venv/docs  ## build the documentation into build/site, and open it at build/site/index.html
	@mkdir -p build
	@$(PY) docs/build.py
	@echo "The site is build/site/index.html"

notebook: .venv/notebook  ## open the notebooks in JupyterLab
	@.venv/bin/jupyter lab notebooks

dist: .venv/test  ## build the wheel and the source archive into dist/
	@$(PY) -m build --outdir dist

bench: .venv/test  ## compare with others, in drawing, many events, event data and many clients; write docs/benchmarks.md
	@$(PY) benchmarks/map.py
	@$(PY) benchmarks/scale.py
	@$(PY) benchmarks/events.py
	@$(PY) benchmarks/serve.py

spark: .venv/spark  ## count with Spark, and compare with DuckDB; installs 470 MB, and Java must be there
	@$(PY) -m pytest -m spark tests/test_spark.py

conformance: .venv/test  ## run the W3C's suites from the folder AZGRAPH_RDF_TESTS, and write docs/conformance.md
	@$(PY) benchmarks/conformance.py

audit: .venv/lint  ## look up known weaknesses of every library that is installed
	@$(PY) tests/audit.py

fuzz: .venv/test  ## try strange bytes on each reader, a minute each
	@$(INSTALL) '.[fuzz]'
	@for reader in $$($(PY) tests/readers.py); do \
	  $(PY) tests/fuzz.py $$reader -max_total_time=60 -verbosity=0 -artifact_prefix=build/ || exit 1; done

guards: .venv/test .venv/page  ## take each guard of SECURITY.md out and see its test fail; about a quarter of an hour
	@mkdir -p build
	@$(PY) tests/guards.py > build/guards-removed.md
	@cp build/guards-removed.md docs/decisions/guards-removed.md

clean:  ## remove everything that make has made
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

# A virtual environment is bound to its path and its Python: one that was moved, copied along or orphaned
# is made anew.
ifneq "$(shell $(PY) -c '' 2>/dev/null && cat .venv/home)" "$(CURDIR)"
.PHONY: .venv/home
endif

.venv/home:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "azgraph needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -n 1)" >&2; \
	  echo "Name another: make map PYTHON=python3.12" >&2; exit 1; }
	@echo "Making the virtual environment .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv || { \
	  echo "No virtual environment; Debian and Ubuntu keep what it needs in the package python3-venv" >&2; exit 1; }
	@echo "$(CURDIR)" > $@

.venv/core: .venv/home pyproject.toml
	@echo "Installing azgraph and its libraries (about a minute the first time)"
	@$(INSTALL) .
	@touch $@

.venv/spark: .venv/test

.venv/test .venv/lint .venv/docs .venv/notebook .venv/spark .venv/node: .venv/core
	@echo "Installing what 'make $(@F)' needs"
	@$(INSTALL) '.[$(@F:node=page)]'
	@touch $@

# All that CI needs at once: pip then resolves it once.
.venv/ci: .venv/core
	@echo "Installing what CI needs (some minutes the first time)"
	@$(INSTALL) '.[lint,page,test]'
	@touch .venv/docs .venv/lint .venv/node .venv/test $@

.venv/page: .venv/node $(PAGE)/package.json
	@mkdir -p build/page
	@cp $(PAGE)/package.json build/page
	@$(WITH_NODE) npm install --prefix build/page --no-package-lock --no-audit --no-fund --silent
	@touch $@
