# Each target does the set-up it needs by itself; what is done already is skipped.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev train demo sandbox test check bench clean

PY := .venv/bin/python
ARGS ?=

# What keeps Rasa and TensorFlow quiet and at home, for everything started from here.
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export CUDA_VISIBLE_DEVICES :=
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONUTF8 := 1
export PYTHONUNBUFFERED := 1

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## find Python 3.10, make .venv, install what the bot runs on
	@.ci/setup requirements.txt

setup-dev:
	@.ci/setup requirements.txt requirements-dev.txt
	@.ci/older-client

train: setup ## train the model, if data or settings of the training have changed
	@$(PY) -m bot train --if-changed

demo: train ## one village day, through the real WeChat client library against the sandbox
	@$(PY) -m bot demo $(ARGS)

sandbox: train ## a local web page: be any villager or cadre and chat with the bot
	@$(PY) -m bot sandbox $(ARGS)

test: setup-dev train ## every test; ARGS="-k name" narrows
	@$(PY) -m pytest $(ARGS)

check: setup-dev train ## format, lint, types, import contracts, fast tests
	@.ci/check

bench: setup-dev train ## the benchmarks beside their baselines
	@$(PY) -m benchmarks $(ARGS)

clean: ## remove .venv, models and caches; what the bot keeps in var/ stays
	@rm -rf .venv models .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .rasa
	@find actions benchmarks bot casework nlu storage tests -name __pycache__ -type d -prune -exec rm -rf {} +
