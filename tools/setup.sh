#!/usr/bin/env bash
# Makes .venv with everything the product and its tests need; wants no root, only Python 3.11 and pip or venv.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${1:-python3}"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "需要 Python 3.11 以上版本；请安装后重试，或者用 make setup PYTHON=python3.11 指明位置。" >&2
    exit 1
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "正在建立 .venv ……"
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    else
        echo "缺少 pip 和 venv，请先以管理员身份运行：apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "正在安装 Python 包（首次约需一两分钟）……"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
echo "已就绪：.venv/bin/pingxuan"
