# Two commands matter: `make demo` opens a fair, `make test` proves it; `make check` is its first minute, `make soak` takes its time.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo check types unit javascript test soak lock clean

demo: .venv/demo  ## open a fair on this machine; ARGS="--port 8001", ARGS="--reset", ARGS="--at 2024-02-17T13:00+09:00"
	@$(BIN)/fair demo $(ARGS)

check: .venv/test  ## before every commit, under a minute: lint, types, and the tests that start nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j 2 --output-sync types unit javascript

types:
	$(BIN)/mypy

unit:
	$(BIN)/pytest -q tests/unit

test: check  ## that, and every other test, in three processes: most of them wait most of the time
	$(BIN)/pytest -q -n 3 --durations 10 $(or $(ARGS),--ignore tests/unit)

javascript: tests/javascript/node_modules  ## format, types and unit tests of static/ (`npm run format` there formats)
	@cd tests/javascript && npm run --silent check && npm test --silent

soak: .venv/test  ## the faults and the random walks at full length: half an hour or more
	SOAK=1 $(BIN)/pytest -o timeout=3600 $(or $(ARGS),tests/faults tests/service/test_stateful.py)

tests/javascript/node_modules: tests/javascript/package-lock.json
	@echo "Installing what tests/javascript/package-lock.json pins …"
	@cd tests/javascript && npm ci --silent && touch node_modules

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=python3.11"; exit 1; }
	@echo "Creating the virtual environment …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/demo: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing what requirements.lock pins …"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: .ci/packages .ci/requirements.lock
	@.ci/install
	@$(MAKE) --no-print-directory .venv/demo
	@echo "Installing what .ci/requirements.lock pins …"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r .ci/requirements.lock
	@touch $@

lock:  ## pin every version again, with hashes for every platform (needs uv)
	printf 'setuptools\n' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --custom-compile-command "make lock" pyproject.toml - -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --extra test -c requirements.lock -o .ci/requirements.lock

clean:
	rm -rf .venv var tests/javascript/node_modules
