#!/usr/bin/env bash
# Installs the Debian packages the checks need, only those that are missing, as root or through sudo.
set -euo pipefail

wanted=(
    python3-venv python3-pip            # the environment itself
    chromium fonts-noto-cjk             # pages as people see them
    poppler-utils                       # papers looked at page by page
    libreoffice-writer-nogui libreoffice-calc-nogui # .doc, .wps and .xls into today's formats
    bubblewrap                          # keeps that converter away from files and network
    postgresql                          # the second database
    strace                              # cuts the power at every write
)
if ! command -v dpkg-query >/dev/null; then
    echo "这台机器不是 Debian，无法自动安装；请用本机的办法装好：${wanted[*]}" >&2
    exit 0
fi
missing=()
for name in "${wanted[@]}"; do
    state="$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null || true)"
    [[ "$state" == "install ok installed" ]] || missing+=("$name")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        echo "测试缺少下列软件包：${missing[*]}" >&2
        echo "请以管理员身份运行：apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "正在安装：${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }
known() { apt-cache policy "${missing[@]}" 2>/dev/null | grep -c 'Candidate: [0-9]' || true; }
if (($(known) < ${#missing[@]})) || ! install; then
    "${as_root[@]}" apt-get update -qq
    install || {
        echo "有软件包没有装上，请检查网络和软件源后重试：${missing[*]}" >&2
        exit 1
    }
fi
