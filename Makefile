# 评选：常用命令。直接输入 make 查看说明。
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
DJANGO := $(BIN)/pingxuan
PYTEST := $(BIN)/python -m pytest
STAMP := .venv/.installed
# what has no database, or needs a browser, is not run a second time on PostgreSQL
ONCE := browser core notices documents house/test_guards.py
# checks that read the settings leave the data of whoever runs them alone
ASIDE := PINGXUAN_DATA=build/aside
.PHONY: help setup run check format lint contracts types migrations fmt test test-postgresql packages trust bench hooks lock clean

help: ## 显示这份说明
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: $(STAMP) ## 把运行和测试所需的 Python 包装进 .venv

$(STAMP): requirements/dev.txt pyproject.toml tools/setup.sh
	@bash tools/setup.sh $(PYTHON)
	@touch $(STAMP)

run: setup ## 准备好一切，演示一次评选并在 http://127.0.0.1:8000 打开网站
	@$(DJANGO) demo --serve

packages: ## 安装测试需要的 Debian 软件包（只装缺少的）
	@bash tools/debian_packages.sh

check: packages setup ## 格式、规范、层次、类型、迁移和全部测试，先快后慢
	@$(MAKE) --no-print-directory format lint contracts types migrations test test-postgresql

format:
	@echo "== 格式"; $(BIN)/ruff format --check --quiet . || { echo "请运行 make fmt 后再提交。"; exit 1; }

lint: ## 代码规范
	@echo "== 规范"; $(BIN)/ruff check --quiet .

contracts:
	@echo "== 层次"; $(BIN)/lint-imports --no-cache

types:
	@echo "== 类型"; $(ASIDE) $(BIN)/mypy

migrations:
	@echo "== 迁移"; $(ASIDE) $(DJANGO) makemigrations --check --dry-run

fmt: setup ## 整理代码格式
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

test: setup ## 在 SQLite 上运行全部测试
	@echo "== 测试：SQLite"; $(PYTEST) -q -n 2

test-postgresql: setup ## 在一个临时的 PostgreSQL 上运行与数据库有关的测试
	@echo "== 测试：PostgreSQL"; $(BIN)/python tools/with_postgresql.py $(PYTEST) -q -n 2 $(ONCE:%=--ignore=tests/%)

trust: packages setup ## 长时间的可靠性与安全测量，写出 docs/trust-report.md
	@$(BIN)/python benchmarks/trust.py

bench: packages setup ## 性能测量
	@for file in $$(grep -l __main__ benchmarks/*.py | grep -v /trust.py); do \
		echo "== $$file"; $(BIN)/python $$file --json || exit 1; done

hooks: setup ## 提交前自动检查格式与规范
	@git config core.hooksPath .githooks && echo "已启用提交前检查。"

lock: setup ## 重新锁定依赖版本
	@for set in base dev; do $(BIN)/uv pip compile -q --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command "make lock" requirements/$$set.in -o requirements/$$set.txt; done

clean: ## 删去 .venv 和各种缓存（var 中的数据不动）
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
