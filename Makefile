# Everything a person or a machine does with this repository.
# Variables for make reach the commands: make run PORT=8001 VAR_DIR=/srv/heating

PYTHON ?= python3
BOOTSTRAP = @command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON)." >&2; exit 1; }; \
	exec $(PYTHON) -m heating_ops.local.bootstrap

.DEFAULT_GOAL := help
.PHONY: help run test check bench faults lock screenshots setup

help: ## list what can be done
	@echo "make TARGET [VARIABLE=value …]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf '  %-12s %s\n' $$name "$$words"; done

run: ## start the whole system here: PORT=8000 HOST=127.0.0.1 VAR_DIR=var DEMO=1 DATABASE_URL= REDIS_URL=
	$(BOOTSTRAP) run

test: ## run every test, browser journeys included: ARGS="tests/local -k port"
	$(BOOTSTRAP) test

check: ## judge the source: ruff, mypy, import-linter, djlint, migrations, deployment settings, JavaScript
	$(BOOTSTRAP) check

bench: ## measure: NAME=intake QUICK=1
	$(BOOTSTRAP) bench

faults: ## break things on purpose and count what is lost: NAME=timers QUICK=1
	$(BOOTSTRAP) faults

screenshots: ## take the README's pictures from the system that runs: URL=http://127.0.0.1:8000
	@.venv/bin/python docs/images/take_screenshots.py

lock: ## refresh the lock files: UPGRADE=0 keeps the versions that still fit
	$(BOOTSTRAP) lock

setup: ## only install what the others need
	$(BOOTSTRAP) setup
