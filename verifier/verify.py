#!/usr/bin/env python3
"""Checks an archive of a 评选 campaign with Python 3.8+ alone: nothing of the system that made it is needed.

用法：python3 verify.py 归档包.zip （或解开后的文件夹）
退出码 0：全部相符；1：有不符之处，逐条列出；2：用法不对。
依次核对：文件摘要；存证记录的写法、编号、时间和每一步的总根；存证内容与承诺值；由存证重放出的数据；
名额、时限、状态、公示名单与会议决定。格式见系统文档 docs/ledger-format.md。
"""

import hashlib
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

FORMAT = 1
CHUNK, LARGEST_FILE, LARGEST_ARCHIVE = 1 << 20, 2 << 30, 32 << 30
STEEPEST, MOST_SHOWN = 1100, 40  # deflate packs no better than 1032 to 1
APP = "pingxuan_"
PLACED = {"endorsed", "submitted", "accepted", "proposed", "reserve", "not_selected", "honoured"}
TEXTS = ("act", "actor", "c", "object", "prev", "role", "rx", "state", "ts")
ENTRY = {"rev": int, "seq": int, **dict.fromkeys(TEXTS, str)}
NAMED = ("award_key", "nominee_name", "unit_name")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}")


class Broken(Exception):
    """The archive cannot be read on; the sentence says why."""


class Zip:
    """A zip read in place: nothing is unpacked to disk, nothing runs past the size it announces."""

    def __init__(self, path):
        self.file = zipfile.ZipFile(path)
        self.members = {}
        for member in (one for one in self.file.infolist() if not one.is_dir()):
            name, link = member.filename, (member.external_attr >> 16) & 0o170000 == 0o120000
            most = min(LARGEST_FILE, member.compress_size * STEEPEST + CHUNK)
            if name in self.members or link or member.flag_bits & 1 or member.file_size > most:
                raise Broken(f"压缩包里有重名、链接、加密或大得不合常理的文件：{name!r}")
            self.members[name] = member
        if sum(member.file_size for member in self.members.values()) > LARGEST_ARCHIVE:
            raise Broken("压缩包展开后过大，不予读取")

    def names(self):
        return list(self.members)

    def open(self, name):
        return self.file.open(self.members[name])


class Folder:
    """An unpacked archive; links are not followed."""

    def __init__(self, path):
        self.path = Path(path)

    def names(self):
        found = sorted(self.path.rglob("*"))
        if any(path.is_symlink() for path in found):
            raise Broken("文件夹里有链接，不予读取")
        return [path.relative_to(self.path).as_posix() for path in found if not path.is_dir()]

    def open(self, name):
        return (self.path / name).open("rb")


def read(archive, name):
    """All bytes of a file; Broken when the archive has none of that name."""
    if name not in archive.names():
        raise Broken(f"归档包里缺少文件：{name}")
    with archive.open(name) as stream:
        return stream.read()


def canonical(value):
    """The one way to write a value: keys sorted, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def parse(data, what):
    """The value of canonical JSON without fractions; Broken when it is written in any other way."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=bytes, parse_constant=bytes)
        if canonical(value) == data:
            return value
    except (ValueError, TypeError, RecursionError) as error:
        raise Broken(f"{what}读不出来（{error}）") from error
    raise Broken(f"{what}不是规定的写法")


def lines_of(data, what):
    """The lines of a file; only the byte 0x0A ends a line, and the last line ends with one too."""
    if data and not data.endswith(b"\n"):
        raise Broken(f"{what}的末行不完整")
    return data.split(b"\n")[:-1]


def digest_of(data):
    """SHA-256 as bytes."""
    return hashlib.sha256(data).digest()


def roots_of(lines):
    """The RFC 6962 root of the first 0, 1, 2 … lines."""
    roots, subtrees = [digest_of(b"")], []
    for line in lines:
        subtrees.append(digest_of(b"\x00" + line))
        whole = len(roots)
        while whole % 2 == 0:
            right = subtrees.pop()
            subtrees.append(digest_of(b"\x01" + subtrees.pop() + right))
            whole //= 2
        root = subtrees[-1]
        for subtree in reversed(subtrees[:-1]):
            root = digest_of(b"\x01" + subtree + root)
        roots.append(root)
    return roots


class Check:
    """One run over one archive: ``problems`` are sentences, ``sound`` the parts found without any."""

    def __init__(self, archive):
        self.archive, self.problems, self.sound, self.papers, self.since = archive, [], [], {}, -1

    def run(self):
        """All checks in order; what cannot be read on ends them. Returns the problems."""
        try:
            self.step(self.files)
            entries, roots = self.step(self.log)
            contents = self.step(self.contents, entries, roots)
            tables = self.step(self.campaign, entries, contents)
            self.step(self.data, tables)
        except Broken as broken:
            self.problems.append(str(broken))
        except Exception as error:  # noqa: BLE001  what a forged archive provokes is a mismatch, not a crash
            self.problems.append(f"归档包读不下去（{type(error).__name__}：{error}）")
        return self.problems

    def step(self, check, *given):
        before = len(self.problems)
        sentence, result = check(*given)
        if len(self.problems) == before:
            self.sound.append(sentence)
        return result

    def files(self):
        names = self.archive.names()
        if any(not name.isprintable() or re.search(r"^/|[\\:]|(^|/)\.\.?(/|$)", name) for name in names):
            raise Broken("归档包里有不合规矩的文件名")
        listed = {}
        for line in lines_of(read(self.archive, "checksums.sha256"), "校验清单"):
            digest, _, name = line.decode("utf-8").partition("  ")
            if listed.setdefault(name, digest) != digest or not HEX.fullmatch(digest):
                raise Broken(f"校验清单有一行不合格式：{line[:80]!r}")
        for name in sorted({*names, *listed} - {"checksums.sha256"}):
            digest = self.digest(name) if name in names else ""
            if digest != listed.get(name):
                self.problems.append(f"文件与校验清单对不上：{name}")
            if name.startswith("files/") and name != "files/" + digest:
                self.problems.append(f"附件内容与它的编号不符：{name}")
        return f"文件 {len(listed)} 个，摘要与校验清单一致", None

    def digest(self, name):
        digest = hashlib.sha256()
        with self.archive.open(name) as stream:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                digest.update(chunk)
        return digest.hexdigest()

    def log(self):
        lines = lines_of(read(self.archive, "log/entries.ndjson"), "存证记录")
        entries = [self.entry(number, line) for number, line in enumerate(lines)]
        for number in range(1, len(entries)):
            if entries[number]["ts"] < entries[number - 1]["ts"]:
                self.problems.append(f"第 {number} 条存证的时间早于前一条")
        roots = roots_of(lines)
        head = {"format": FORMAT, "root": roots[-1].hex(), "size": len(lines)}
        if read(self.archive, "log/head.json") != canonical(head) + b"\n":
            self.problems.append("存证记录与它的总根不符：记录被改动、增删或调换过")
        return f"存证 {len(lines)} 条，每一步重算，总根 {roots[-1].hex()}", (entries, roots)

    def entry(self, number, line):
        entry = parse(line, f"第 {number} 条存证")
        if not isinstance(entry, dict) or {key: type(entry[key]) for key in entry} != ENTRY:
            raise Broken(f"第 {number} 条存证的栏目不对")
        if not (TIME.fullmatch(entry["ts"]) and TIME.fullmatch(entry["rx"]) and HEX.fullmatch(entry["c"])):
            raise Broken(f"第 {number} 条存证的时间或承诺值不合格式")
        if entry["seq"] != number or entry["rx"] > entry["ts"]:
            self.problems.append(f"第 {number} 条存证的编号不连续，或收到时间晚于记录时间")
        return entry

    def contents(self, entries, roots):
        contents = {}
        for line in lines_of(read(self.archive, "log/contents.ndjson"), "存证内容"):
            seq, salt, content = (parse(line, "存证内容的一行")[key] for key in ("seq", "salt", "content"))
            if seq in contents or not HEX.fullmatch(salt) or sorted(content) != ["facts", "rows"]:
                raise Broken(f"第 {seq} 条存证的内容重复或不合格式")
            if digest_of(bytes.fromhex(salt) + canonical(content)).hex() != entries[seq]["c"]:
                self.problems.append(f"第 {seq} 条存证的内容被改动，与承诺值不符")
            contents[seq] = content
            self.papers.update(content["facts"].get("papers", {}))
            shown = content["facts"].get("checkpoint")
            if shown and roots[shown["size"]].hex() != shown["root"]:
                self.problems.append(f"第 {seq} 条记下的对外存证码与重算结果不符")
        return self.absent(len(entries), contents), contents

    def absent(self, size, contents):
        facts = {seq: content["facts"].get("erased", []) for seq, content in contents.items()}
        erased = {other for seq, told in facts.items() for other in told if other < seq}
        self.since = max((seq for seq, told in facts.items() if told), default=-1)
        missing = set(range(size)) - set(contents)
        for seq in sorted(missing ^ erased):
            fault = "内容不见了，也没有删除记录" if seq in missing else "内容记为已删除，却仍在包里"
            self.problems.append(f"第 {seq} 条存证的{fault}")
        return f"存证内容 {len(contents)} 条，与承诺值一致；依法删除内容的 {len(missing)} 条"

    def campaign(self, entries, contents):
        campaign = Campaign(self.problems)
        for entry in (entry for entry in entries if entry["seq"] in contents):
            campaign.take(entry, contents[entry["seq"]]["rows"], entry["seq"] > self.since)
        note = f"自第 {self.since} 条（最近一次依法删除）以后" if self.since >= 0 else ""
        return f"名额、时限、状态、公示名单和会议决定{note}逐条复核，没有越界", campaign.tables

    def data(self, tables):
        found = {}
        for name in self.archive.names():
            if name.startswith("data/"):
                found[name[5:-5]] = rows_of(read(self.archive, name), name)
        for table in sorted(set(tables) | set(found)):
            held, logged = found.get(table, {}), tables.get(table, {})
            for key in sorted(set(held) | set(logged)):
                if held.get(key) != logged.get(key):
                    fault = difference(held.get(key), logged.get(key))
                    self.problems.append(f"数据与存证不符：{table} 表 {key} 行（{fault}）")
        for name, digest in sorted(self.papers.items()):
            if "papers/" + name in self.archive.names() and self.digest("papers/" + name) != digest:
                self.problems.append(f"公文与存证记下的摘要不符：{name}")
        count = sum(map(len, found.values()))
        return f"数据 {len(found)} 张表、{count} 行，与存证重放的结果一致", None


def difference(held, logged):
    """Which columns of a row differ, for people."""
    if not held or not logged:
        return "数据里没有" if logged else "存证里没有"
    return "、".join(sorted(key for key in {**held, **logged} if held.get(key) != logged.get(key)))


def rows_of(data, name):
    """The rows of a data file by id: a JSON list with one canonical row per line."""
    lines = lines_of(data, name)
    rows = [parse(line[:-1] if line.endswith(b",") else line, f"{name} 的一行") for line in lines[1:-1]]
    written = b"[\n" + b",\n".join(map(canonical, rows)) + b"\n]\n"
    by_id = {row["id"]: row for row in rows}
    if written != data or len(by_id) != len(rows) or not rows:
        raise Broken(f"数据文件不合格式，或有重复的行：{name}")
    return by_id


class Campaign:
    """The tables as the log makes them, and the rules no entry may break."""

    def __init__(self, problems):
        self.problems = problems
        self.tables = defaultdict(dict)
        # campaign, award and nominating body or register entry → nominations that hold a place of it
        self.holders = defaultdict(set)
        rules = self.allotment, self.nomination, self.publication, self.decision
        self.rules = {APP + rule.__name__: rule for rule in rules}

    def rows(self, kind):
        """The rows of a table of the campaign by id."""
        return self.tables.get(APP + kind, {})

    def wrong(self, entry, sentence):
        self.problems.append(f"第 {entry['seq']} 条存证：{sentence}")

    def take(self, entry, rows, judged):
        """Apply the rows of one entry; when it is ``judged``, hold the rules against what it touched."""
        kind, _, key = entry["object"].partition(":")
        was = self.rows(kind).get(key, {}).get("state", "")
        for row in rows:
            table, values = row["table"], row["values"]
            if values["last_seq"] != entry["seq"]:
                self.wrong(entry, f"{table} 表 {values['id']} 行没有标上这条存证的编号")
            if table == APP + "nomination":
                self.count(self.tables[table].get(values["id"]), values)
            self.tables[table][values["id"]] = values
        now = self.rows(kind).get(key, {}).get("state", "")
        if judged and (entry["prev"], entry["state"]) != (was, now):
            self.wrong(entry, f"写的状态变化（{entry['prev']}→{entry['state']}）与数据（{was}→{now}）不符")
        for row in rows:
            if judged and row["table"] in self.rules:
                self.rules[row["table"]](entry, row["values"])

    def count(self, before, after):
        for place in self.places(before) if before else ():
            self.holders[place].discard(before["id"])
        for place in self.places(after) if after["holds_place"] else ():
            self.holders[place].add(after["id"])

    def places(self, nomination):
        """What a nomination takes a place of: its body, the body above it, its register entry."""
        body = self.rows("nominatingbody")[nomination["nominating_body_id"]]
        taken = (body["id"], body["parent_id"], nomination["register_entry_id"])
        return [(nomination["campaign_id"], nomination["award_key"], one) for one in taken if one]

    def allotment(self, entry, row):
        campaign = self.rows("nominatingbody")[row["nominating_body_id"]]["campaign_id"]
        held = len(self.holders[campaign, row["award_key"], row["nominating_body_id"]])
        if not held == row["used"] <= row["places"] or row["sub_allotted"] > row["places"]:
            used = f"记为已用 {row['used']} 个，实际占用 {held} 个"
            self.wrong(entry, f"名额对不上：分配 {row['places']} 个，{used}")

    def nomination(self, entry, row):
        places = self.places(row)
        for one in self.rows("allotment").values():
            if (row["campaign_id"], one["award_key"], one["nominating_body_id"]) in places:
                self.allotment(entry, one)
        if row["register_entry_id"] and len(self.holders[places[-1]]) > 1:
            self.wrong(entry, "同一授牌单位有两件推荐占用名额")
        if row["state"] in PLACED and not row["holds_place"]:
            self.wrong(entry, f"推荐 {row['id']} 已是“{row['state']}”，却没有占用名额")
        if entry["act"] == "submit" and entry["object"] == "nomination:" + row["id"]:
            self.in_time(entry, row)

    def in_time(self, entry, row):
        deadlines = self.rows("definitionversion")[row["definition_version_id"]]["data"].get("deadlines", [])
        due = [one["at"] for one in deadlines if one["kind"] == "materials" and one.get("at")]
        body = self.rows("nominatingbody")[row["nominating_body_id"]]
        granted = [at for at in (body.get("reopened_until"), row.get("correct_by")) if at]
        if due and moment(entry["rx"]) > max(map(moment, due[:1] + granted)):
            self.wrong(entry, f"推荐 {row['id']} 在截止时间之后报送")

    def publication(self, entry, row):
        if entry["object"] != "publication:" + row["id"] or row["state"] != "running":
            return
        decisions = self.rows("selectiondecision").values()
        met = {one["nomination_id"] for one in decisions if one["outcome"] != "not_selected"}
        chosen = self.named(row["campaign_id"], lambda one: one["state"] == "proposed" and one["id"] in met)
        due = chosen if row["number"] == 1 else chosen & listed_in(row["groups"])
        self.agree(entry, row, due, "公示的名单与会议决定不符")

    def decision(self, entry, row):
        published = self.rows("publication")[row["publication_id"]]
        kept = self.named(published["campaign_id"], lambda one: one["state"] in ("proposed", "honoured"))
        self.agree(entry, row, listed_in(published["groups"]) & kept, "决定的名单与公示后的结果不符")

    def agree(self, entry, row, due, fault):
        listed = listed_in(row["groups"])
        names = sorted(f"{unit} {name}".strip() for _, name, unit in (listed - due) + (due - listed))
        if names:
            self.wrong(entry, f"{fault}：{'、'.join(names[:5])}")

    def named(self, campaign, wanted):
        """Award, name and unit of the campaign's nominations that are wanted."""
        rows = [one for one in self.rows("nomination").values() if one["campaign_id"] == campaign]
        return Counter(tuple(one[name] for name in NAMED) for one in rows if wanted(one))


def listed_in(groups):
    """Award, name and unit of every row of a list."""
    return Counter((group["award"], one["name"], one["unit"]) for group in groups for one in group["rows"])


def moment(text):
    """The instant of an ISO text with its zone; Python before 3.11 does not read Z."""
    return datetime.fromisoformat(re.sub("Z$", "+00:00", text))


def main(given):
    """The command: prints what is sound and what is not; returns the exit code."""
    if len(given) != 1 or given[0].startswith("-") or not Path(given[0]).exists():
        print(__doc__)
        return 2
    try:
        check = Check(Folder(given[0]) if Path(given[0]).is_dir() else Zip(given[0]))
        problems = check.run()
    except (Broken, zipfile.BadZipFile, OSError, ValueError) as error:
        print(f"不符  归档包打不开：{error}")
        return 1
    sound, wrong = (f"相符  {one}" for one in check.sound), (f"不符  {one}" for one in problems[:MOST_SHOWN])
    print("\n".join([*sound, *wrong]))
    ending = f"有 {len(problems)} 处不符。请原样保留这个归档包，并与其他持有人的副本核对。"
    if not problems:
        ending = "全部相符。请再把总根与纸面、邮件上留存的存证码核对：一致，才能排除整包重做。"
    print(f"结论：{ending}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
