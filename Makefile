# Two commands matter: `make run` and `make test`. `make help` lists the others.

PYTHON ?= python3
VENV := .venv
CONVERT_VENV := .venv-convert
ARGS ?=
DATA ?=

# The lock covers Linux and Windows; elsewhere (macOS) the ranges are used.
ifeq ($(shell uname -s),Linux)
TEST_REQUIREMENTS := requirements.lock --require-hashes
else
TEST_REQUIREMENTS := requirements-dev.txt
endif

# PyTorch from PyPI brings some gigabytes for NVIDIA's GPUs. Where there is none, its own index has a small build:
#   make convert-env TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help run serve test lint check-python check-data convert-env model specimens screenshots translations lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

run: check-python ## start Noteworthy; options go into ARGS, for example: make run ARGS="--source demo --currency XTS"
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements.txt
	@$(if $(findstring --headless,$(ARGS)),:,$(VENV)/bin/python scripts/check_system.py window)
	@$(VENV)/bin/python main.py $(ARGS)

serve: check-python ## start the REST service; options go into ARGS, for example: make serve ARGS="--port 9000"
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements.txt requirements-serve.txt
	@$(VENV)/bin/python main.py serve $(ARGS)

test: check-python ## style, types and all tests
	@$(PYTHON) scripts/make_venv.py $(VENV) $(TEST_REQUIREMENTS)
	@$(VENV)/bin/python scripts/check_system.py tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest $(ARGS)

convert-env: check-python ## the environment in which models are made (some gigabytes)
	@$(if $(TORCH_INDEX),PIP_EXTRA_INDEX_URL="$(TORCH_INDEX)") $(PYTHON) scripts/make_venv.py $(CONVERT_VENV) requirements-convert.txt

model: check-data convert-env ## make the model anew: make model DATA=folder-with-pictures
	$(CONVERT_VENV)/bin/python -m convert all --data "$(DATA)" $(ARGS)

specimens: convert-env ## draw the project's own specimen notes anew into assets/specimens
	$(CONVERT_VENV)/bin/python -m convert specimens $(ARGS)

screenshots: check-python ## pictures of the window with the demo reel into docs/screenshots
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements.txt
	@$(VENV)/bin/python scripts/check_system.py tests
	PYTHONPATH=. $(VENV)/bin/python scripts/screenshots.py docs/screenshots $(ARGS)

translations: check-python ## bring the window's translation files up to date with its code, and compile them
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements.txt
	PYTHONPATH=. $(VENV)/bin/python scripts/translations.py

lock: ## resolve requirements.lock anew from requirements-dev.txt
	@$(PYTHON) scripts/make_venv.py build/uv scripts/requirements-lock.txt
	build/uv/bin/uv pip compile --universal --python-version 3.10 --generate-hashes --upgrade --no-header --no-annotate \
		--no-emit-index-url --default-index https://pypi.org/simple requirements-dev.txt -o requirements.lock

clean: ## remove what the commands above made, except the model
	rm -rf $(VENV) $(CONVERT_VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-data:
	@test -d "$(DATA)" || { \
		echo "Where are the pictures? Say: make model DATA=folder (docs/ tells what it holds)" >&2; exit 2; }

check-python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.10 to 3.13, or name yours: make run PYTHON=python3.12" >&2; exit 1; }
