# Two commands matter: `make run` and `make test`. Both set up what is missing first.
# On Windows, with no make:  py packaging\develop.py run   and   py packaging\develop.py test
PYTHON ?= python3

.PHONY: setup run office laptop test bench prove mutate app forms lock
setup:
	sh packaging/system.sh run
	$(PYTHON) packaging/develop.py setup

run: setup
	$(PYTHON) packaging/develop.py run

# An office of invented children on this machine, with a code to enrol a laptop; Ctrl+C ends it.
office: setup
	$(PYTHON) packaging/develop.py office

# Open the laptop that `make office`, running in another terminal, has enrolled.
laptop: setup
	$(PYTHON) packaging/develop.py laptop

test:
	sh packaging/system.sh test
	$(PYTHON) packaging/develop.py test

bench: setup
	$(PYTHON) packaging/develop.py bench

prove:
	sh packaging/system.sh test
	$(PYTHON) packaging/develop.py prove

# Does a test fail when a line of the statutory dates is changed? About a quarter of an hour; not on Windows.
mutate: setup
	.venv/bin/mutmut run
	.venv/bin/mutmut results

app:
	sh packaging/system.sh app
	$(PYTHON) packaging/develop.py app

forms: setup
	$(PYTHON) packaging/develop.py forms

# After a change of dependencies in pyproject.toml (needs uv; the lock names no index host).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --extra demo --extra test --extra package --extra central pyproject.toml -o requirements.txt
