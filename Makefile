# `make help` lists what there is. Every step leaves a file behind, so that a second run does only what changed.

PYTHON ?= python3
PORT ?= 8000

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Settings of the caller's shell must not leak another project's packages into ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

BIN := .venv/bin
PY := $(BIN)/python
SITE := _build/html/index.html
WHEEL := dist/capability_kit-0.1.0-py3-none-any.whl
INSTALLED := .venv/.installed
NODE_MODULES := node_modules/.package-lock.json
BROWSER_WHEEL := .cache/wheels/.downloaded
WHEEL_ENV := .cache/wheel-env
UV := .cache/uv/env/bin/uv

PACKAGE := $(shell find src -type f -not -name '*.pyc' 2>/dev/null)
CONTENT := _config.yml _toc.yml $(shell find book modules assessments -type f 2>/dev/null)
# The tests are shared out among the machine's cores; one that has done its share takes of the other's.
SHARED := --numprocesses auto --maxprocesses 4 --dist worksteal
ENGINES := firefox-esr webkit2gtk-driver xvfb
BENCHMARKS := $(filter-out %/__init__.py,$(wildcard benchmarks/[a-z]*.py))

say = @printf '\n==> %s\n' "$(1)"

.PHONY: help setup build site test check lint types unit notebooks browser engines benchmark chromium lock format clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) $(NODE_MODULES) $(BROWSER_WHEEL) ## Install everything that the site and the tests need, in this folder only

build: $(SITE) ## Build the site into _build/html

site: build ## Build the site, then serve it on http://127.0.0.1:8000 (another port: make site PORT=8001)
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then \
	  echo "Port $(PORT) is in use. Try: make site PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; fi
	$(call say,The site is at http://127.0.0.1:$(PORT)/ (stop it with Ctrl+C))
	@$(PY) -m http.server --bind 127.0.0.1 --directory _build/html $(PORT) || [ $$? = 130 ]

# The build, and the notebooks after it, keep one core busy, so what needs no site runs beside them.
test: ## Run every test, as the continuous integration does
	@$(MAKE) --no-print-directory --jobs=3 setup
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint types check chromium notebooks unit
	@$(MAKE) --no-print-directory browser
	$(call say,Everything passed)

check: setup ## Check every instrument, all faults at once
	$(call say,Instruments)
	@$(BIN)/capability check

lint: setup ## Look for faults of style in Python, JavaScript, style sheets and HTML
	$(call say,Style)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@node_modules/.bin/biome check --error-on-warnings
	@node_modules/.bin/stylelint "src/**/*.css"
	@$(PY) -m tests.pieces.rendered .cache/pieces
	@node_modules/.bin/html-validate .cache/pieces

format: setup ## Lay out the Python and the style sheets as lint wants them
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@node_modules/.bin/biome format --write

types: setup ## Check the types in Python and in JavaScript
	$(call say,Types)
	@$(BIN)/mypy src tests $(BENCHMARKS)
	@node_modules/.bin/tsc --project tsconfig.json

unit: setup ## Run the tests that need no browser and no site
	$(call say,Unit tests)
	@$(PY) -m pytest --ignore=tests/site $(SHARED)
	@$(PY) -m tests.pages.test_readability
	@node --test $(wildcard tests/pieces/web/*.test.js)

notebooks: build $(WHEEL_ENV)/.installed ## Run the downloads of the book against the installed package, and compare
	$(call say,Notebooks)
	@empty=$$(mktemp -d); trap 'rm -rf "$$empty"' EXIT; \
	cp _build/html/notebooks/*.ipynb "$$empty"; \
	python="$$PWD/$(WHEEL_ENV)/bin/python"; cd "$$empty"; \
	"$$python" -c 'import capability, pathlib; assert "wheel-env" in capability.__file__, capability.__file__'; \
	"$$python" -m pytest -p no:cacheprovider --nbval --nbval-current-env .

# A browser on a busy machine can be too slow for any patience: such a test gets a second try, and the summary names it.
browser: build chromium ## Test the built site in a real Chromium
	$(call say,Browser tests)
	@$(PY) -m pytest tests/site $(SHARED) --reruns 1 -rR

# By hand before a release: with both engines it takes longer than the whole pipeline has to spare.
engines: build ## Test the built site in Firefox and in WebKitGTK
	@for program in firefox-esr WebKitWebDriver Xvfb; do \
	  command -v "$$program" >/dev/null && continue; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q $(ENGINES); break; \
	  else echo "$$program is missing. Run: sudo apt-get install $(ENGINES)" >&2; exit 1; fi; done
	$(call say,Firefox and WebKitGTK)
	@$(PY) -m pytest tests/engines -s -v

benchmark: build chromium ## Print the figures: bytes, times, memory
	@for file in $(BENCHMARKS); do \
	  printf '\n==> %s\n' "$$file"; $(PY) -m "$$(tr / . <<< "$${file%.py}")"; done

chromium: setup
	$(call say,Chromium)
	@$(PY) -m tests.site.browser

lock: $(UV) ## Renew the lock files within the ranges of pyproject.toml and package.json
	@$< pip compile pyproject.toml --universal --python-version 3.11 --extra test --upgrade --quiet \
	  --no-header --no-emit-index-url --generate-hashes --output-file requirements.lock
	@echo uv | $< pip compile - --universal --python-version 3.11 --upgrade --quiet \
	  --no-header --no-annotate --no-emit-index-url --generate-hashes --output-file requirements-uv.lock
	@npm update

clean: ## Remove what was built (the next run needs the network again)
	rm -rf _build dist .cache

# --- what the commands above stand on -------------------------------------------------------------------------------

# Debian and Ubuntu ship Python without `ensurepip`: it is a package of its own.
.venv/.made:
	$(call say,Making an environment in .venv)
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing. Run: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The kit needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12" >&2; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	  package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$$package"; \
	  else echo "Python cannot make an environment yet. Run: sudo apt-get install $$package" >&2; exit 1; fi; fi
	@$(PYTHON) -m venv --clear .venv
	@touch $@

# uv takes seconds where pip takes minutes. It trusts whom the machine trusts, such as a council's own proxy, but does
# not read pip's settings: where pip has an index of its own, where uv cannot be had, and where it fails, pip does the
# work. What either was stopped in the middle of looks installed to it, but may be a half: then all are written anew.
.venv/.locked: requirements.lock .venv/.made
	$(call say,Installing Python packages (some minutes where there is no uv))
	@anew=; if [ -e .venv/.installing ]; then anew=yes; fi; touch .venv/.installing; \
	if ! $(PY) -m pip config list | grep '\.index-url=' > /dev/null && $(MAKE) $(UV) > /dev/null 2>&1; then \
	  if UV_CACHE_DIR=.cache/uv/cache $(UV) pip install $${anew:+--reinstall} --quiet --no-config --system-certs \
	    --require-hashes --python $(PY) -r requirements.lock; then exit; fi; anew=yes; \
	fi; \
	$(PY) -m pip install $${anew:+--ignore-installed} --disable-pip-version-check --progress-bar off --require-hashes \
	  -r requirements.lock \
	  | awk '/^Collecting/ { printf "    %s\n", $$2; fflush() } /^Installing|^Successfully/ { print substr($$0, 1, 60) " …"; fflush() }'
	@rm .venv/.installing
	@touch $@

# The project itself, read from the checkout.
$(INSTALLED): pyproject.toml .venv/.locked
	@rm -rf .venv/lib/python*/site-packages/capability_kit-*.dist-info  # a half would not let itself be replaced
	@$(PY) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# npm writes this file last.
$(NODE_MODULES): package.json package-lock.json
	$(call say,Installing Pyodide and the JavaScript tools)
	@command -v npm >/dev/null || { echo "Node.js is missing. Run: sudo apt-get install nodejs npm (version 20 or newer)" >&2; exit 1; }
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { \
	  echo "The kit needs Node.js 20 or newer; this is $$(node --version)." >&2; exit 1; }
	@npm ci
	@touch $@

# Built for Pyodide, so it is fetched and checked, not installed.
$(BROWSER_WHEEL): requirements-browser.lock .venv/.made
	$(call say,Fetching the browser's Python package)
	@$(PY) -m pip download --disable-pip-version-check --quiet --require-hashes --no-deps --only-binary=:all: \
	  --platform pyemscripten_2026_0_wasm32 --python-version 3.14 --implementation cp --abi cp314 \
	  --dest $(@D) -r requirements-browser.lock
	@touch $@

$(SITE): $(INSTALLED) $(NODE_MODULES) $(BROWSER_WHEEL) $(PACKAGE) $(CONTENT)
	$(call say,Building the site)
	@$(BIN)/jupyter-book build . -W -n --keep-going
	@touch $@

$(WHEEL): $(INSTALLED) $(PACKAGE) $(wildcard assessments/*.yaml) README.md
	$(call say,Building the package)
	@rm -rf .cache/wheel
	@$(PY) -m build --wheel --no-isolation --outdir .cache/wheel .
	@mkdir -p $(@D)
	@mv .cache/wheel/$(@F) $@
	@touch $@

# The wheel alone comes first; its dependencies are those of .venv. A .pth inside a folder that a .pth names is not
# read, so the checkout that .venv points to stays out of sight.
$(WHEEL_ENV)/.installed: $(WHEEL)
	@rm -rf $(WHEEL_ENV)
	@$(PY) -m venv --without-pip $(WHEEL_ENV)
	@$(PY) -m pip --disable-pip-version-check --python $(WHEEL_ENV) install --quiet --no-deps $(WHEEL)
	@$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > "$$($(WHEEL_ENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/dependencies.pth"
	@touch $@

$(UV): requirements-uv.lock
	@rm -rf .cache/uv/env
	@$(PY) -m venv .cache/uv/env
	@.cache/uv/env/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements-uv.lock
	@touch $@
