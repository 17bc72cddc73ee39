# Two commands matter: `make run` and `make test`. `make help` lists the others.

PYTHON ?= python3
VENV := .venv
CONVERT_VENV := .venv-convert
DIST_VENV := build/dist-env
ARGS ?=
# So many tests at once, file by file; 0 for one after the other, in one process (for a debugger).
JOBS ?= 2
SCENARIOS ?= tests/acceptance
DATA ?=

# What is installed is what was tested, to the hash: the locks hold the same versions, each as much as its command needs.
# They cover Linux and Windows; elsewhere (macOS) the ranges are used.
ifeq ($(shell uname -s),Linux)
RUN_REQUIREMENTS := requirements-run.lock --require-hashes
SERVE_REQUIREMENTS := requirements-serve.lock --require-hashes
TEST_REQUIREMENTS := requirements.lock --require-hashes
ACCEPTANCE_REQUIREMENTS := requirements.lock requirements-acceptance.lock --require-hashes
DIST_REQUIREMENTS := requirements-dist.lock --require-hashes
else
RUN_REQUIREMENTS := requirements.txt
SERVE_REQUIREMENTS := requirements-serve.txt
TEST_REQUIREMENTS := requirements-dev.txt
ACCEPTANCE_REQUIREMENTS := requirements-dev.txt requirements-acceptance.txt
DIST_REQUIREMENTS := requirements-dist.txt
endif

COMPILE := build/uv/bin/uv pip compile --universal --python-version 3.10 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --default-index https://pypi.org/simple

# PyTorch from PyPI brings some gigabytes for NVIDIA's GPUs. Where there is none, its own index has a small build:
#   make convert-env TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help run serve test acceptance fuzz mutate soak check-python check-data convert-env model specimens screenshots translations wheel frozen dist lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

run: check-python ## start Noteworthy; options go into ARGS, for example: make run ARGS="--source demo --currency XTS"
	@$(PYTHON) scripts/make_venv.py $(VENV) $(RUN_REQUIREMENTS)
	@$(if $(findstring --headless,$(ARGS)),:,$(VENV)/bin/python scripts/check_system.py window)
	@$(VENV)/bin/python main.py $(ARGS)

serve: check-python ## start the REST service; options go into ARGS, for example: make serve ARGS="--port 9000"
	@$(PYTHON) scripts/make_venv.py $(VENV) $(SERVE_REQUIREMENTS)
	@$(VENV)/bin/python main.py serve $(ARGS)

test: check-python ## style, types and all tests
	@$(PYTHON) scripts/make_venv.py $(VENV) $(TEST_REQUIREMENTS)
	@$(VENV)/bin/python scripts/check_system.py tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

acceptance: check-python ## the real window, sound and keys, with eyes shut; what this system lacks is installed, or skipped
	@$(PYTHON) scripts/make_venv.py $(VENV) $(ACCEPTANCE_REQUIREMENTS)
	@$(VENV)/bin/python scripts/check_system.py acceptance
	$(VENV)/bin/python -m pytest -m acceptance $(SCENARIOS) $(ARGS)

fuzz: check-python ## fuzz every parser of bytes from outside for an hour; less: make fuzz ARGS="--minutes 10"
	@$(PYTHON) scripts/make_venv.py $(VENV) $(TEST_REQUIREMENTS)
	$(VENV)/bin/python scripts/fuzz.py $(ARGS)

mutate: check-python ## do the tests notice? a hundred changes, one at a time; others, or fewer: make mutate ARGS="--seed 5 --count 20 --rooms camera"
	@$(PYTHON) scripts/make_venv.py $(VENV) $(TEST_REQUIREMENTS)
	$(VENV)/bin/python scripts/mutate.py $(ARGS)

soak: check-python ## does it live all day? about 45 minutes: make soak; four: make soak ARGS=--short
	@$(PYTHON) scripts/make_venv.py $(VENV) $(ACCEPTANCE_REQUIREMENTS)
	@$(VENV)/bin/python scripts/check_system.py acceptance
	PYTHONPATH=.:scripts $(VENV)/bin/python scripts/soak.py $(ARGS)

convert-env: check-python ## the environment in which models are made (some gigabytes)
	@$(if $(TORCH_INDEX),PIP_EXTRA_INDEX_URL="$(TORCH_INDEX)") $(PYTHON) scripts/make_venv.py $(CONVERT_VENV) requirements-convert.txt

model: check-data convert-env ## make the model anew: make model DATA=folder-with-pictures
	$(CONVERT_VENV)/bin/python -m convert all --data "$(DATA)" $(ARGS)

specimens: convert-env ## draw the project's own specimen notes anew into assets/specimens
	$(CONVERT_VENV)/bin/python -m convert specimens $(ARGS)

screenshots: check-python ## pictures of the window with the demo reel into docs/screenshots
	@$(PYTHON) scripts/make_venv.py $(VENV) $(RUN_REQUIREMENTS)
	@$(VENV)/bin/python scripts/check_system.py tests
	PYTHONPATH=. $(VENV)/bin/python scripts/screenshots.py docs/screenshots $(ARGS)

translations: check-python ## bring the window's translation files up to date with its code, and compile them
	@$(PYTHON) scripts/make_venv.py $(VENV) $(RUN_REQUIREMENTS)
	PYTHONPATH=. $(VENV)/bin/python scripts/translations.py

wheel: check-python ## the package for pip, pipx and uv, and the sources it is built from, into dist/
	@$(PYTHON) scripts/make_venv.py $(DIST_VENV) $(DIST_REQUIREMENTS)
	rm -rf dist
	$(DIST_VENV)/bin/python -m hatchling build -d dist

frozen: wheel ## the app in one folder that needs no Python, into dist/noteworthy, tried
	$(DIST_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/*.whl
	$(DIST_VENV)/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller packaging/noteworthy.spec
	$(if $(DISPLAY),,QT_QPA_PLATFORM=offscreen) $(DIST_VENV)/bin/python packaging/try_frozen.py dist/noteworthy

dist: frozen ## all that a release holds: wheel, sources, frozen app, .deb, list of parts, checksums; docs/dev/release.md
	$(DIST_VENV)/bin/python packaging/release.py dist

# What lies in the place of a lock is kept where it fits. As constraints (-c) the same versions leave no solution for PyPy.
lock: ## resolve the locks anew from the ranges: the tests' first, then each smaller one from its versions
	@$(PYTHON) scripts/make_venv.py build/uv scripts/requirements-lock.txt
	$(COMPILE) --upgrade requirements-dev.txt -o requirements.lock
	for part in run serve dist; do cp requirements.lock requirements-$$part.lock; done
	$(COMPILE) requirements.txt -o requirements-run.lock
	$(COMPILE) requirements-serve.txt -o requirements-serve.lock
	$(COMPILE) --upgrade -c requirements.lock requirements-acceptance.txt -o requirements-acceptance.lock
	$(COMPILE) requirements-dist.txt -o requirements-dist.lock

clean: ## remove what the commands above made, except the model
	rm -rf $(VENV) $(CONVERT_VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-data:
	@test -d "$(DATA)" || { \
		echo "Where are the pictures? Say: make model DATA=folder (docs/ tells what it holds)" >&2; exit 2; }

check-python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.10 to 3.14, or name yours: make run PYTHON=python3.12" >&2; exit 1; }
