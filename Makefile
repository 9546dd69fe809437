# The two commands of the README: `make run` and `make test`. `make lint` reads the code, `make bench` measures.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run build check lint test bench clean

run: $(VENV)/.runtime
	-$(BIN)/python -m data build
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python app.py

build: $(VENV)/.runtime
	$(BIN)/python -m data build

check: $(VENV)/.runtime
	$(BIN)/python -m data check

lint: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: $(VENV)/.tests
	$(BIN)/python -m tests.programs
	$(BIN)/python -m data check
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.tests
	$(BIN)/python -m tests.bench

$(VENV)/.runtime: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet -r tests/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) .cache
