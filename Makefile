# Every task of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

VENV := .venv
PYTHON := $(VENV)/bin/python
TOOLS := .local/tools
MINUTES := .local/minutes
OFFSET ?= 0
DATA ?= .local
BILLING_FLAGS ?=
PICTURES ?=
TOLD ?=
# Whose portal it is: a folder with brand.json in it.
BRAND ?= brand
export MOJBOK_BRAND := $(shell cd "$(BRAND)" 2>/dev/null && pwd || echo "$(BRAND)")
BRAND_FILES := $(shell find "$(BRAND)" -type f 2>/dev/null | sed 's/ /\\ /g')
# Holds which brand was chosen last: another one means to build anew.
BRAND_CHOSEN := .local/brand-chosen
$(shell mkdir -p .local && echo "$(MOJBOK_BRAND)" | cmp -s - $(BRAND_CHOSEN) || echo "$(MOJBOK_BRAND)" > $(BRAND_CHOSEN))
# Every process that starts would else compile the application anew: 6.5 s of CPU instead of 2.5.
unexport PYTHONDONTWRITEBYTECODE
export PICTURES BILLING_FLAGS FUNCTIONS HOST_KEY LOGIN PASSWORD
NPM_INSTALL := npm ci --ignore-scripts --no-fund --no-audit

# Stamp files: what they depend on changed, or they are missing, means work to do.
PYTHON_READY := $(VENV)/.installed
STANDINS_READY := node_modules/.installed
CHECKOV_READY := $(TOOLS)/checkov/.installed
WEB_READY := static_web/node_modules/.installed
WEB_BUILT := static_web/dist/index.html
WEB_SOURCES = $(shell find static_web -path static_web/node_modules -prune -o -path static_web/dist -prune \
	-o -type f -not -name schema.d.ts -print)

step = @echo "==> $(1)"
# In a subshell, so that a failure inside `a && b` ends the recipe.
timed = @start=$$SECONDS; echo "==> $@"; mkdir -p $(MINUTES); ($(1)); took=$$((SECONDS - start)); \
	echo "==> $@ took $$took s"; echo "$$took $@" >> $(MINUTES)/steps

.PHONY: help brand-check brand-schema settings host-check smoke package thorough quick fresh-minutes quick-unit api install world run test lint types web-style web-checks unit timing e2e terms conformance mutants chaos bench lock web clean chromium hunspell format

help: ## List the tasks
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

install: $(PYTHON_READY) $(STANDINS_READY) $(WEB_BUILT) ## Install what is missing: Python and npm packages, the web app

world: install ## Make the demo world's invoices as PDFs ahead, so that starting is quick
	@$(PYTHON) -m local.billing_system prepare --data $(DATA)/billing $(BILLING_FLAGS)

run: $(if $(TOLD),install,world) ## Start everything; ends in one table of addresses and demo people (OFFSET=100 shifts the ports, TOLD=… a retailer's files in the stand-in's place)
	@BILLING_FILES_TOLD="$(abspath $(TOLD))" FUNCTIONS_HOST_FLAGS="$${FUNCTIONS_HOST_FLAGS---reload}" $(PYTHON) -m local.stack --port-offset $(OFFSET) --data $(DATA)

test: fresh-minutes lint types web-checks unit e2e ## Run every check there is, in this order; ends with where the minutes went
	@$(PYTHON) -m tests.minutes $(MINUTES)

thorough: export THOROUGH = 1
thorough: $(CHECKOV_READY) test ## The same, each test all of its way: for a night

quick: fresh-minutes lint types quick-unit web-checks ## Say within 90 seconds whether one may commit
	@$(PYTHON) -m tests.minutes $(MINUTES)

fresh-minutes:
	@rm -rf $(MINUTES)

quick-unit: $(PYTHON_READY)
	$(call timed,$(VENV)/bin/pytest -q -n 2 --junitxml=$(MINUTES)/$@.xml tests/unit)

api: $(PYTHON_READY) ## Write the OpenAPI document anew, from which the web app's types come
	@$(PYTHON) -m local.openapi > static_web/openapi.json.new
	@mv static_web/openapi.json.new static_web/openapi.json

brand-check: $(PYTHON_READY) ## See whether a brand is whole, and a page with it as customers will see it (BRAND=path)
	@$(PYTHON) -m local.brand check "$(BRAND)" --page .local/brand-check/index.html

brand-schema: $(PYTHON_READY) ## Write the description of brand.json for editors anew from its definition
	@$(PYTHON) -m local.brand schema > brand/brand.schema.json.new
	@mv brand/brand.schema.json.new brand/brand.schema.json

settings: $(PYTHON_READY) ## Write the table of settings anew from their definition
	@$(PYTHON) -m local.settings_table > docs/settings.md

lint: $(PYTHON_READY) ## Check the style of all Python
	$(call timed,$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .)

format: $(PYTHON_READY) ## Put all Python into the project's style
	@$(VENV)/bin/ruff check --fix . && $(VENV)/bin/ruff format .

types: $(PYTHON_READY) ## Check all Python types
	$(call timed,$(VENV)/bin/mypy)

web-style: $(WEB_READY) ## Check the style and the types of the web app
	$(call timed,npm --prefix static_web run --silent style)

web-checks: $(WEB_READY) $(WEB_BUILT) ## Check and test the web app
	$(call timed,npm --prefix static_web run --silent check)

unit: $(PYTHON_READY) $(STANDINS_READY) $(WEB_BUILT) hunspell ## Run all tests that need no browser
	$(call timed,$(VENV)/bin/pytest -q -n 3 --dist worksteal --junitxml=$(MINUTES)/$@.xml --ignore tests/e2e -m "not timing and not breakages")

.PHONY: infra infra-record
infra: $(PYTHON_READY) $(CHECKOV_READY) ## Compile the Azure templates and hold what would be deployed to the code
	$(call timed,$(VENV)/bin/pytest -q tests/infra)

infra-record: $(PYTHON_READY) ## Write the snapshots of what would be deployed anew, to be looked at and committed
	@$(PYTHON) -m shared.containers > shared/containers.json
	@$(PYTHON) -m tests.infra.compiler

timing: $(PYTHON_READY) $(STANDINS_READY) ## Compare the durations of signing in for known and unknown people; wants a quiet machine
	$(call timed,$(VENV)/bin/pytest -q -n 0 -rP -m timing tests/api)

e2e: install chromium ## Run the browser tests over the whole local stack (PICTURES=1 keeps one of each screen)
	$(call timed,$(VENV)/bin/pytest -q -n 2 --dist loadscope --timeout 300 --junitxml=$(MINUTES)/$@.xml tests/e2e)

host-check: $(PYTHON_READY) ## Compare a Functions host with what the real one was seen to do (URL=…, HOST_KEY=… its master key)
	$(call timed,HOST_URL="$(URL)" $(VENV)/bin/pytest -q tests/host)

package: $(PYTHON_READY) $(STANDINS_READY) ## Build the deployment package for Azure (Linux x64, Python 3.13) and try it
	@$(PYTHON) -m local.package
	$(call timed,PACKAGE=$(CURDIR)/.local/package/app $(VENV)/bin/pytest -q tests/api/test_package.py)

smoke: $(PYTHON_READY) ## See whether a deployment works (URL=…, VERSION=…, FUNCTIONS=… or HOST_KEY=… compares functions, LOGIN=… PASSWORD=… signs in, ORIGIN=… the portal's address where it is not the URL)
	@$(PYTHON) -m local.smoke $(URL) $(if $(VERSION),--version $(VERSION)) $(if $(ORIGIN),--origin $(ORIGIN))

terms: $(PYTHON_READY) ## Publish new terms of service in the running stack (FILE=… for a text of your own)
	@$(PYTHON) -m local.publish_terms --port-offset $(OFFSET) $(FILE)

conformance: $(PYTHON_READY) ## Run Microsoft's own Cosmos client tests against the emulator
	@$(PYTHON) -m local.cosmos_emulator.conformance

mutants: $(PYTHON_READY) $(STANDINS_READY) ## Take each guard away and see its test fail
	@$(PYTHON) -m tests.mutants

chaos: $(PYTHON_READY) $(STANDINS_READY) ## Kill, freeze and fail the sync 1,000 times and compare (SEED=…, COUNT=…)
	$(call timed,$(VENV)/bin/pytest -q -n 0 -m breakages tests/chaos)
	@$(PYTHON) -m tests.chaos --count $(or $(COUNT),1000) $(if $(SEED),--seed $(SEED))

bench: $(PYTHON_READY) $(STANDINS_READY) ## Measure the application against the work nobody can avoid
	@$(PYTHON) -m benchmarks

web: $(WEB_BUILT) ## Build the web app

lock: $(TOOLS)/bin/pip-compile ## Compile requirements.in and requirements-dev.in into pinned, hashed files
	@for name in requirements requirements-dev requirements-infra; do \
		echo "==> $$name.txt"; \
		$(TOOLS)/bin/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url \
			--no-emit-find-links --output-file $$name.txt $$name.in; \
	done

chromium:
	@local/install/ensure-chromium.sh

hunspell:
	@local/install/ensure-hunspell.sh

clean: ## Remove all local state and everything built; installed packages stay
	@rm -rf .local static_web/dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './$(VENV)/*' -not -path '*/node_modules/*' -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(call step,Python environment)
	@python="$$(local/install/find-python.sh)" && "$$python" -m venv $(VENV)

$(PYTHON_READY): requirements-dev.txt | $(VENV)/bin/python
	$(call step,Python packages)
	@$(VENV)/bin/pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(STANDINS_READY): package.json package-lock.json
	$(call step,npm stand-ins: Azurite$(comma) maildev$(comma) Static Web Apps emulator)
	@$(NPM_INSTALL)
	@touch $@

$(WEB_READY): static_web/package.json static_web/package-lock.json
	$(call step,npm packages of the web app)
	@cd static_web && $(NPM_INSTALL)
	@touch $@

$(WEB_BUILT): $(WEB_READY) $(WEB_SOURCES) $(BRAND_FILES) $(BRAND_CHOSEN) | $(PYTHON_READY)
	$(call step,building the web app of $(BRAND))
	@$(PYTHON) -m local.brand icons "$(BRAND)" .local/brand-icons
	@cd static_web && npm run --silent build
	@touch $@

$(CHECKOV_READY): requirements-infra.txt
	$(call step,checkov$(comma) in an environment of its own)
	@python="$$(local/install/find-python.sh)" && "$$python" -m venv $(TOOLS)/checkov
	@$(TOOLS)/checkov/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-infra.txt
	@touch $@

$(TOOLS)/bin/pip-compile:
	@python="$$(local/install/find-python.sh)" && "$$python" -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check pip-tools

comma := ,
