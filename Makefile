# `make` alone prints this help.  Everything is installed into .venv (and .heat); nothing else is needed
# than Python 3.11 or later, make and a package index.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
HEAT   ?= .heat
SHARED ?= ../shared
SEED   ?= 1
BIN     = $(VENV)/bin
SAMPLE  = samples/resource_group

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(HEAT)/.installed: compiler/heatplan/catalogue/heat-requirements.txt
	$(PYTHON) -m venv $(HEAT)
	$(HEAT)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.PHONY: help demo test fmt lint types layers check golden record docs bench costs fuzz laws prove browser conformance cases differential snippets environments groups updates faults mutations grammar catalogue releases clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## five servers with a volume each: compile, show, draw, apply, destroy (into out/)
	@$(BIN)/python samples/demo.py $(SAMPLE) out/demo

test: $(VENV)/.installed ## all tests
	$(BIN)/python -m pytest -q -n auto $(ARGS)

fmt: $(VENV)/.installed ## format the code
	$(BIN)/ruff check --quiet --fix --exit-zero . && $(BIN)/ruff format .

lint: $(VENV)/.installed ## ruff
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.installed ## mypy --strict
	$(BIN)/mypy

layers: $(VENV)/.installed ## who may import whom
	$(BIN)/lint-imports

check: lint types layers test ## all that a change must pass

golden: $(VENV)/.installed ## rewrite the expected results of tests; the diff is for review
	$(BIN)/python -m pytest -q --update-golden; $(MAKE) docs

record: $(VENV)/.installed $(HEAT)/.installed ## ask Heat again about the cases of tests/conformance/cases; the diff is for review
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.conformance.record $(ARGS)

docs: $(VENV)/.installed ## put docs/diagnostics.md together from its parts
	$(BIN)/python docs/assemble.py
	$(BIN)/python docs/draw.py

bench: $(VENV)/.installed ## print the figures
	$(BIN)/python -m tests.bench

costs: $(VENV)/.installed ## where a compile spends its time
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.bench.costs

fuzz: $(VENV)/.installed ## the property tests, for a long time
	$(BIN)/python -m pytest -q --hypothesis-profile=nightly $(ARGS)

laws: $(VENV)/.installed ## the laws, over more drawn templates and the whole corpus in ../shared
	HEATPLAN_SHARED=$(SHARED) HEATPLAN_LAWS=all $(BIN)/python -m pytest -q -n auto tests/laws --hypothesis-profile=ci $(ARGS)

browser: $(VENV)/.installed ## the page of a plan in a real browser (Debian's chromium; it has to be there)
	@command -v $${CHROMIUM:-chromium} >/dev/null || { echo "no chromium: apt-get install chromium, or CHROMIUM=PROGRAM" >&2; exit 1; }
	$(BIN)/python -m pytest -q tests/browser $(ARGS)

prove: $(VENV)/.installed ## laws asked about the samples and 300 templates of the corpus in ../shared (ARGS="--count 50")
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.proving $(ARGS)

conformance: $(VENV)/.installed $(HEAT)/.installed ## compare with what Heat makes of the corpus in ../shared
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.conformance --jobs $(SHARED)/corpus/jobs.jsonl \
	  --root $(SHARED)/corpus/templates --oracle-python $(HEAT)/bin/python --baseline tests/conformance/baseline.json --out out/conformance.json $(ARGS)

cases: $(VENV)/.installed $(HEAT)/.installed ## compare with what Heat makes of the oracle's own cases, snippets and templates
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.differential.snippets --jobs $(SHARED)/oracle/cases/*.jsonl --oracle-python $(HEAT)/bin/python
	for file in $$(grep -L '"snippet"' $(SHARED)/oracle/cases/*.jsonl); do HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.conformance \
	  --jobs $$file --root $(SHARED)/oracle/cases --oracle-python $(HEAT)/bin/python $(ARGS) || exit 1; done

environments: $(VENV)/.installed $(HEAT)/.installed ## 400 drawn sets of environment files, compared with Heat
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.differential.environments --count 400 --oracle-python $(HEAT)/bin/python $(ARGS)

differential: $(VENV)/.installed $(HEAT)/.installed ## compare with what Heat makes of 5 000 drawn templates (ARGS="--count 500 --shrink")
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.differential.templates --seed $(SEED) \
	  --oracle-python $(HEAT)/bin/python $(ARGS)

snippets: $(VENV)/.installed $(HEAT)/.installed ## compare with what Heat makes of 20 000 drawn snippets (ARGS="--count 2000")
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.differential.snippets --count 20000 --seed $(SEED) \
	  --oracle-python $(HEAT)/bin/python $(ARGS)

groups: $(VENV)/.installed $(HEAT)/.installed ## 10 000 drawn changes of groups, compared with what Heat's own classes decide
	$(BIN)/python -m tests.differential.groups --seed $(SEED) --oracle-python $(HEAT)/bin/python $(ARGS)

updates: $(VENV)/.installed $(HEAT)/.installed ## what 2 000 drawn updates do to each resource, compared with Heat's own classes
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.differential.updates --seed $(SEED) --oracle-python $(HEAT)/bin/python $(ARGS)

faults: $(VENV)/.installed ## fail every step of 200 plans of the corpus in turn, destroy, and look at what is left
	$(BIN)/python -m tests.robustness.faults --jobs $(SHARED)/corpus/jobs.jsonl --root $(SHARED)/corpus/templates

mutations: $(VENV)/.installed ## 2 000 damaged templates of the corpus: each a plan or findings, none for long
	HEATPLAN_SHARED=$(SHARED) $(BIN)/python -m tests.robustness --jobs $(SHARED)/corpus/jobs.jsonl \
	  --root $(SHARED)/corpus/templates --count 2000 --seed 3

grammar: $(VENV)/.installed ## build the parse table of the template's grammar again
	$(BIN)/python -m heatplan.syntax.lalr_table > out.json && mv out.json grammar/template.json

catalogue: $(HEAT)/.installed ## make the tables of resource types and functions again, from Heat itself
	$(HEAT)/bin/python compiler/heatplan/catalogue/extract.py

releases: $(HEAT)/.installed ## make the differences of older releases of Heat again: installs each into out/releases
	$(HEAT)/bin/python compiler/heatplan/catalogue/extract_releases.py out/releases

clean: ## remove what was made
	rm -rf $(VENV) $(HEAT) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache compiler/*.egg-info
