# Two commands matter: `make demo` opens a fair, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lock clean

lock:  ## pin every version again, with hashes for every platform
	printf 'setuptools\n' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --custom-compile-command "make lock" pyproject.toml - -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --extra test -c requirements.lock -o .ci/requirements.lock
