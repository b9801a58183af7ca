# make chat: set everything up and open the chat page.   make test: set up and pass the tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PYTHONUTF8 := 1
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: chat test eval setup setup-test check-corpus vectors tune format lock clean

chat: setup
	@$(BIN)/hukou serve

test: setup-test
	@chromium=$$(requirements/chromium.sh) || exit 1; \
	set -e; \
	$(BIN)/ruff format --check .; \
	$(BIN)/ruff check .; \
	$(BIN)/mypy; \
	$(MAKE) --no-print-directory check-corpus; \
	CHROMIUM=$$chromium OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
		$(BIN)/python -m pytest -n 2 --dist loadfile

# Asks every case, or those of SPLIT=dev or test, and fails where a bound is missed or an answer got worse; see
# docs/evaluation.md.
eval: setup
	@$(BIN)/hukou eval $(if $(SPLIT),--split $(SPLIT))

setup:
	@test -n "$(PYTHON)" || { echo "no Python found -> install Python 3.11" >&2; exit 1; }
	@$(PYTHON) requirements/install.py runtime

setup-test:
	@test -n "$(PYTHON)" || { echo "no Python found -> install Python 3.11" >&2; exit 1; }
	@$(PYTHON) requirements/install.py test

check-corpus: setup
	@$(BIN)/hukou corpus check

# After a change of the corpus: keep its vectors, so that a first start need not make them, and learn from its lines.
vectors: setup
	@$(BIN)/hukou index --prepare

# Small weights over the embedding model, learned from the corpus: docs/retrieval.md. Half an hour.
tune: setup
	@$(BIN)/python -m evals.tune var/adapter.npz

format: setup-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# New pins from the ranges in pyproject.toml; takes minutes, as pip resolves everything.
lock:
	@$(PYTHON) requirements/lock.py

clean:
	rm -rf .venv var build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .coverage
