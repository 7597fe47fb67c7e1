# Two commands carry the project: `make run` opens the app, `make test` runs the tests.
# Each sets up its own needs in .venv; nothing outside this folder is touched.
.DEFAULT_GOAL := run

PY   ?= python3
VENV := .venv
BIN  := $(VENV)/bin

# Without compiled bytecode every start of the app pays for compiling its imports again.
unexport PYTHONDONTWRITEBYTECODE
export UV_COMPILE_BYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# uv where it can be had (inside the environment, never globally), pip otherwise.
define install
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sparktui needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PY) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -q uv || true
	@if test -x $(BIN)/uv; then \
	  $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(BIN)/python -m pip install -q --require-hashes -r $(1) && \
	  $(BIN)/python -m pip install -q --no-deps --no-build-isolation -e . ; fi
	@touch $@
endef

$(VENV)/.run: requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)

run: $(VENV)/.run  ## open the app, on sample data the first time (arguments: make run ARGS="trials list")
	@if [ -z "$(ARGS)" ] && [ ! -e $(VENV)/.toured ]; then touch $(VENV)/.toured; exec $(BIN)/sparktui demo; fi; \
	exec $(BIN)/sparktui $(ARGS)

test: $(VENV)/.dev  ## run the tests (arguments: make test ARGS="-k conversion")
	@$(BIN)/python -m pytest -q $(ARGS)

check: $(VENV)/.dev  ## static checks: style, types, import contracts, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

format: $(VENV)/.dev  ## lay the code out
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

bench: $(VENV)/.dev  ## how fast, against what (see benchmarks/README.md)
	@$(BIN)/python -m benchmarks $(ARGS)

readme: $(VENV)/.dev  ## make the README's tables and pictures anew
	@$(BIN)/python -m docs.readme_tables
	@$(BIN)/python -m docs.pictures

LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml --group build --all-extras

lock: $(VENV)/.dev  ## resolve the dependencies anew
	$(LOCK) -U -o requirements.lock
	$(LOCK) -U --group dev -c requirements.lock -o requirements-dev.lock

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | expand -t 10

.PHONY: run test check format bench readme lock help
