# What a person or a machine runs. Needs only Python 3.11 or later and make.
#   make serve   the whole portal, from a bare clone        make test    every test
#   make check   everything that judges without running     make bench   measures
#   make lock    writes the lock files anew from pyproject.toml

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
CHROMIUM = $(firstword $(shell command -v chromium chromium-browser google-chrome))

.PHONY: serve test check bench lock clean-environment chromium audit
.NOTPARALLEL:

serve: $(VENV)/hub.stamp
	@exec $(BIN)/python -m salam.serve

test: $(VENV)/dev.stamp chromium
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint --quiet
	@# Judged as it will stand on the public web; both values are only for this judgement.
	HUB_URL=https://hub.example.org SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	@# Without a server it can't compare with a database, and warns of that; the files are enough.
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory audit

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m bench

# Not fatal where the advisories can't be looked up; but then it says so. pip-audit itself says
# "no known vulnerabilities" even if it skipped every package, so its skips are counted.
audit: $(VENV)/dev.stamp
	@$(BIN)/pip-audit --requirement requirements/hub.lock --disable-pip --progress-spinner off \
		--timeout 10 --format json --output $(VENV)/audit.json >$(VENV)/audit.log 2>&1; code=$$?; \
	$(BIN)/python tools/audit_verdict.py $(VENV)/audit.json $(VENV)/audit.log $$code

lock: $(VENV)/dev.stamp
	@for kind in hub dev; do \
		echo "Writing requirements/$$kind.lock"; \
		extra=; [ $$kind = dev ] && extra=--extra=dev; \
		$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
			--strip-extras --allow-unsafe $$extra --output-file=requirements/$$kind.lock \
			pyproject.toml || exit 1; \
	done

# What is installed is remembered by the content of the lock file, not by its date: a checkout
# gives every file a new one.
$(VENV)/hub.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.lock | $(VENV)/bin/python
	@if ! cmp --silent $< $@; then \
		echo "Installing what $< names (a minute or two the first time)"; \
		$(PIP) install --require-hashes --requirement $<; \
	fi
	@cp $< $@
	@if [ $* = dev ]; then cp requirements/hub.lock $(VENV)/hub.stamp; fi

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "The hub needs Python 3.11 or later; install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Can't make $(VENV); on Debian: apt-get install python3-venv" >&2; exit 1; }

chromium:
	@if [ -n "$(CHROMIUM)" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the browser tests"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --no-install-recommends -y chromium; } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "NOTE: no Chromium on this machine: the browser tests are skipped (install chromium to run them)."

clean-environment:
	rm -rf $(VENV)
