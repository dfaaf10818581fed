# What a person or a machine runs. Needs only Python 3.11 or later and make.
#   make serve   the whole portal, from a bare clone        make test    every test
#   make check   everything that judges without running     make bench   measures
#   make lock    writes the lock files anew from pyproject.toml
#   make bench-large   measures search among a million outputs (about an hour, 15 GB of disk)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet --quiet
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
# The first Python that is new enough; one can be named instead: make serve PYTHON=...
PYTHON = $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python $(NEW_ENOUGH) 2>/dev/null && echo $$python && break; done)

.PHONY: serve test check bench bench-large lock audit chromium clients
.NOTPARALLEL:

serve: $(VENV)/hub.stamp $(VENV)/locale.stamp
	@exec $(BIN)/python -m salam.serve

test: $(VENV)/dev.stamp $(VENV)/locale.stamp chromium clients
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

# Judged as the portal will stand on the public web; the key is for this judgement only.
check: export HUB_URL = https://hub.example.org
check: export SECRET_KEY = for-make-check-only-never-to-sign-anything-with-0123456789
check: $(VENV)/dev.stamp $(VENV)/locale.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	@# Without a server it can't compare with a database, and warns of that; files are enough.
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory audit

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m bench $(BENCH_ARGS)

bench-large: $(VENV)/dev.stamp
	@$(BIN)/python -m bench --large $(BENCH_ARGS)

# pip-audit says "no known vulnerabilities" even where it could look nothing up: read what it did.
define VERDICT
import json, pathlib, sys
report, log = (pathlib.Path(name) for name in sys.argv[1:])
try:
    packages = json.loads(report.read_text())["dependencies"]
except (OSError, ValueError):
    why = (log.read_text().strip().splitlines() or ["it said nothing"])[-1]
    print(f"NOTE: no dependency was looked up among known vulnerabilities ({why}).")
    sys.exit()
unknown = sum("skip_reason" in package for package in packages)
faults = [(p["name"], p["version"], v["id"]) for p in packages for v in p.get("vulns", ())]
if unknown:
    print(f"NOTE: {unknown} of {len(packages)} dependencies could not be looked up among known vulnerabilities.")
else:
    print(f"{len(packages)} dependencies looked up among known vulnerabilities: {len(faults)} found.")
sys.exit("\n".join(f"{name} {version} is vulnerable: {id}" for name, version, id in faults) or 0)
endef
export VERDICT

audit: $(VENV)/dev.stamp
	@rm -f $(VENV)/audit.json
	@$(BIN)/pip-audit --requirement requirements/hub.lock --disable-pip --timeout 10 \
		--progress-spinner off --format json --output $(VENV)/audit.json >$(VENV)/audit.log 2>&1 || true
	@$(BIN)/python -c "$$VERDICT" $(VENV)/audit.json $(VENV)/audit.log

PIP_COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url \
	--no-emit-find-links --strip-extras --allow-unsafe pyproject.toml
lock: $(VENV)/dev.stamp
	@echo "Writing requirements/hub.lock"
	@$(PIP_COMPILE) --output-file=requirements/hub.lock
	@echo "Writing requirements/dev.lock"
	@$(PIP_COMPILE) --extra=dev --output-file=requirements/dev.lock

# What is installed is remembered by the lock file's content: a checkout gives files new dates.
$(VENV)/hub.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.lock | $(BIN)/pip
	@if ! cmp -s $< $@; then \
		echo "Installing what $< names (a minute or two the first time)"; \
		$(PIP) install --require-hashes --requirement $<; \
	fi
	@cp $< $@
	@# What the portal needs is part of what its developers need.
	@if [ $* = dev ]; then cp requirements/hub.lock $(VENV)/hub.stamp; fi

# pip is the last thing a virtual environment gets: without it, it was left half made.
$(BIN)/pip:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) $(NEW_ENOUGH); then \
		echo "The hub needs Python 3.11 or later: install it, or name it (make serve PYTHON=/path/to/python3.11)." >&2; \
		exit 1; \
	fi
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
		echo "The virtual environment can't be made; on Debian: apt-get install python3-venv" >&2; \
		exit 1; \
	}

# Translations as programs read them.
$(VENV)/locale.stamp: $(wildcard locale/*/LC_MESSAGES/django.po) | $(BIN)/pybabel
	@$(BIN)/pybabel --quiet compile --directory locale --domain django
	@touch $@

$(BIN)/pybabel: $(VENV)/hub.stamp

chromium:
	@find() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
	if ! find >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests"; \
		{ apt-get update && apt-get install --yes --no-install-recommends chromium; } \
			>$(VENV)/chromium.log 2>&1 </dev/null || true; \
	fi; \
	find >/dev/null || echo "NOTE: there is no Chromium here, so the browser tests are skipped."

# Programs that others made and the tests let read what the hub sends out. Without them, or
# where they can't be had in a few minutes, these tests are skipped and say so.
CLIENTS := pandoc biber libxml2-utils libhttp-oai-perl
CITATION_JS := core@0.8 plugin-ris@0.8 plugin-bibtex@0.8
clients:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		! dpkg-query --show $(CLIENTS) >/dev/null 2>&1; then \
		echo "Installing readers and harvesters for the tests: $(CLIENTS)"; \
		{ timeout 60 apt-get update; \
			timeout 300 apt-get install --yes --no-install-recommends $(CLIENTS); } \
			>$(VENV)/clients.log 2>&1 </dev/null || \
			echo "NOTE: not all of them could be installed; see $(VENV)/clients.log."; \
	fi
	@if command -v npm >/dev/null && [ ! -d $(VENV)/node/node_modules/@citation-js/core ]; then \
		mkdir -p $(VENV)/node && timeout 120 npm install --prefix $(VENV)/node --ignore-scripts \
			--no-audit --no-fund --silent $(CITATION_JS:%=@citation-js/%) \
			>>$(VENV)/clients.log 2>&1 </dev/null || \
			echo "NOTE: Citation.js could not be installed; see $(VENV)/clients.log."; \
	fi
