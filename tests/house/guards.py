"""The rules of the house as functions: each takes a file's path and text and says what is wrong, or nothing."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

Complaints = Iterator[str]

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 400, 60, 120
SIZED = {".py", ".css", ".js", ".html", ".typ", ".sh"}
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "services",
    "service",
    "managers",
    "manager",
    "misc",
}
PURE_PACKAGES = {"msgspec", "tomli_w", "rapidfuzz", "pypinyin", "chinese_calendar", "pingxuan"}
OUTSIDE_WORLD = {
    "asyncio", "ctypes", "fcntl", "ftplib", "getpass", "glob", "http", "imaplib", "logging", "mmap",
    "multiprocessing", "os", "pathlib", "poplib", "random", "secrets", "select", "shutil", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "warnings",
}  # fmt: skip
CHANCE = {"random", "secrets", "uuid"}
CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now"),
    ("timezone", "localdate"), ("timezone", "localtime"), ("time", "time"), ("time", "time_ns"),
    ("time", "localtime"), ("time", "gmtime"), ("os", "urandom"), ("functions", "Now"),
}  # fmt: skip
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update", "aget_or_create",
    "aupdate_or_create",
}  # fmt: skip
WRITING_SQL = re.compile(
    r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|REPLACE\s+INTO|MERGE\s+INTO|TRUNCATE\s|"
    r"(CREATE|DROP|ALTER)\s+(TABLE|TRIGGER|INDEX|VIEW|DATABASE|SCHEMA|FUNCTION))",
    re.IGNORECASE,
)
DOORS = ("src/pingxuan/web/", "src/pingxuan/management/", "src/pingxuan/templatetags/")
BELOW_DOORS = tuple(
    f"src/pingxuan/{floor}" for floor in ("core/", "documents/", "models/", "queries/", "access", "actions/")
)
MAY_WRITE = ("src/pingxuan/actions/", "src/pingxuan/migrations/", "src/pingxuan/models/guards.py")
ONE_CAMPAIGN = re.compile("微笑新疆|巴州|库尔勒|和静县|博斯腾")
UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b|pytest\.(mark\.)?(skip|xfail)\w*")


def size(path: str, text: str) -> Complaints:
    """No file over 400 lines."""
    if PurePosixPath(path).suffix in SIZED and "/migrations/" not in path and text.count("\n") > LONGEST_FILE:
        yield f"{path}: {text.count(chr(10))} lines, {LONGEST_FILE} at most"


def line_length(path: str, text: str) -> Complaints:
    """No line of Python over 120 characters; the formatter breaks code at 110, a sentence may run on a little."""
    if path.endswith(".py") and "/migrations/" not in path:
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_LINE:
                yield f"{path}:{number}: {len(line)} characters, {LONGEST_LINE} at most"


def function_length(path: str, text: str) -> Complaints:
    """No function over 60 lines."""
    for node in _nodes(path, text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines, {LONGEST_FUNCTION} at most"


def name(path: str, _text: str) -> Complaints:
    """No file or folder whose name says nothing about the field."""
    for part in PurePosixPath(path).parts:
        if PurePosixPath(part).stem in NAMELESS:
            yield f"{path}: '{part}' says nothing; put each thing in the room whose sentence it fits"


def opening(path: str, text: str) -> Complaints:
    """Every module opens with one sentence saying what it holds; ``__init__`` is empty."""
    if not path.endswith(".py") or "/migrations/" in path:
        return
    if path.endswith("__init__.py"):
        if text.strip() and "/models/" not in path:
            yield f"{path}: an __init__ is empty"
        return
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0]
    if not first.endswith((".", "。")) or re.search(r"[.。] +[A-Z]", first):
        yield f"{path}: begins with a docstring of one sentence, with its full stop"


def writing(path: str, text: str) -> Complaints:
    """Only actions write to the database."""
    if not path.startswith("src/pingxuan/") or path.startswith(MAY_WRITE):
        return
    knows_django = not path.startswith(("src/pingxuan/core/", "src/pingxuan/documents/"))
    for node in _nodes(path, text):
        if knows_django and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # a dictionary's update takes a mapping, a query's only keywords
            if node.func.attr in WRITES and not (node.func.attr == "update" and node.args):
                yield f"{path}:{node.lineno}: .{node.func.attr}() belongs into actions"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
            yield f"{path}:{node.lineno}: SQL that writes belongs into actions or a migration"


def clock(path: str, text: str) -> Complaints:
    """Below the doors time and chance come in as arguments."""
    if not path.startswith(BELOW_DOORS):
        return
    for node in _nodes(path, text):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in CLOCKS:
            yield f"{path}:{node.lineno}: {ast.unparse(node)} is read at the doors and handed down"
        for module in _imported(node):
            if module.partition(".")[0] in CHANCE:
                yield f"{path}:{node.lineno}: {module} is used at the doors and its values handed down"
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            yield f"{path}:{node.value.lineno}: {node.arg} reads the clock"


def purity(path: str, text: str) -> Complaints:
    """The core imports the standard library's computing parts and a short list of packages."""
    if not path.startswith("src/pingxuan/core/"):
        return
    for node in _nodes(path, text):
        for module in _imported(node):
            top = module.partition(".")[0]
            if module == "urllib.parse":  # computes only, unlike the rest of urllib
                continue
            if top in OUTSIDE_WORLD or (top not in PURE_PACKAGES and top not in sys.stdlib_module_names):
                yield f"{path}:{node.lineno}: the core does without {module}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("open", "print", "input")
        ):
            yield f"{path}:{node.lineno}: {node.func.id}() has no place in the core"


def no_campaign(path: str, text: str) -> Complaints:
    """No campaign's own words in what ships."""
    if path.startswith(("src/", "verifier/", "benchmarks/", "tools/")):
        for number, line in enumerate(text.splitlines(), 1):
            if found := ONE_CAMPAIGN.search(line):
                yield f"{path}:{number}: '{found[0]}' belongs to one campaign: samples and tests only"


def unfinished(path: str, text: str) -> Complaints:
    """Nothing is left for later and no test is skipped."""
    if path.endswith(tuple(SIZED)) and not path.startswith("tests/house/"):
        for number, line in enumerate(text.splitlines(), 1):
            if found := UNDONE.search(line):
                yield f"{path}:{number}: {found[0]}"


TEMPLATE_FAULTS = {
    "inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE),
    "address of another site": re.compile(r"""(src|href|action)\s*=\s*["']?(https?:)?//""", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}


def page(path: str, text: str) -> Complaints:
    """Templates carry no inline style or script, nothing from other sites and nothing unescaped."""
    if path.startswith("src/pingxuan/templates/"):
        for number, line in enumerate(text.splitlines(), 1):
            yield from (
                f"{path}:{number}: {fault}" for fault, sign in TEMPLATE_FAULTS.items() if sign.search(line)
            )


GUARDS = (
    size,
    line_length,
    function_length,
    name,
    opening,
    writing,
    clock,
    purity,
    no_campaign,
    unfinished,
    page,
)


def _nodes(path: str, text: str) -> Iterator[ast.AST]:
    if path.endswith(".py"):
        yield from ast.walk(ast.parse(text))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
