#!/usr/bin/env bash
# Fetches free fonts for official papers (Fandol 仿宋、宋体、黑体、楷体; Uyghur and Mongolian script) into a folder.
# Needs no root where apt works; where it cannot fetch, it says so and papers are printed in Noto instead.
set -u
target="${1:-var/fonts}"
packages=(texlive-lang-chinese fonts-ukij-uyghur fonts-noto-core)
wanted=(FandolFang-Regular.otf FandolSong-Regular.otf FandolSong-Bold.otf FandolHei-Regular.otf
    FandolKai-Regular.otf UKIJTuz.ttf NotoSansMongolian-Regular.ttf)

missing() {
    local name
    for name in "${wanted[@]}"; do
        [ -s "$target/$name" ] || { echo "$name"; return; }
    done
}

give_up() {
    echo "未能取得公文字体（$1），文件将改用随系统安装的思源宋体、思源黑体排版。"
    echo "单位如有仿宋、小标宋等正版字体，可把字体文件放进 $target 目录。"
    exit 0
}

mkdir -p "$target" || give_up "无法建立目录 $target"
[ -z "$(missing)" ] && { echo "公文字体已在 $target。"; exit 0; }
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || give_up "本机没有 apt-get"

work="$(mktemp -d)" || give_up "无法建立临时目录"
trap 'rm -rf "$work"' EXIT
echo "正在下载公文字体（约65MB，只保留其中31MB）……"
for package in "${packages[@]}"; do
    (cd "$work" && apt-get download -q "$package" >/dev/null 2>&1 && dpkg-deb -x "$package"_*.deb files)
    rm -f "$work/$package"_*.deb
done
for name in "${wanted[@]}"; do
    found="$(find "$work/files" -name "$name" -type f 2>/dev/null | head -n 1)"
    [ -n "$found" ] && cp "$found" "$target/$name.part" && mv "$target/$name.part" "$target/$name"
done
licence="$(find "$work/files" -path '*fandol/COPYING*' -type f 2>/dev/null | head -n 1)"
[ -n "$licence" ] && cp "$licence" "$target/"
[ -z "$(missing)" ] || give_up "$(missing) 等没有下载到"
echo "公文字体已放进 $target。"
