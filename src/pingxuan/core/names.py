"""Normalising and matching names: when two Chinese names are one, when they only look alike, and why."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import OSA

from pingxuan.core.finding import Finding

_LEGAL_FORM = re.compile("股份有限公司|有限责任公司|有限公司")
_BRACKETED = re.compile(r"\([^()]*\)")
_COUNTY = re.compile(
    r"(?P<stem>[一-鿿]{2,4}?)(?:(?:[一-鿿]{1,8}族)?自治县|县|(?<![超都城门夜集书股])市)(?=[一-鿿]{2})"
)
_TELLING = frozenset("0123456789零〇一二三四五六七八九十百东南西北中上下左右前后新老内外男女甲乙丙丁")
"""Characters that tell sister units apart: 第一/第二小学, 南站/北站. Never a slip of the pen."""
_PROVINCE = re.compile(
    "(?:新疆维吾尔|广西壮族|宁夏回族|西藏|内蒙古)自治区|(?:香港|澳门)特别行政区|(?:北京|天津|上海|重庆)市|"
    "(?:[一-鿿]{2}|黑龙江)省|新疆|广西|宁夏|西藏|内蒙古|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|"
    "福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|香港|澳门"
)
_PREFECTURE = re.compile(r"[一-鿿]{2,10}?自治州(?=[一-鿿]{2})")
_SAME_TRADE = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("(?:国际|商务|度假|精品|假日|大)*(?:酒店|宾馆|饭店)", "酒店"),
        ("(?:国际|假日)?旅行社", "旅行社"),
        ("(?:汽车客运站|汽车站|客运中心|长途客运站|客运站)", "客运站"),
        ("(?:(?:政务|行政|便民|为民)?服务(?:大厅|中心)|政务大厅)", "服务中心"),
        ("博物[馆院]", "博物馆"),
        ("(?:购物广场|购物中心|超级市场|购物超市|连锁超市|超市)", "超市"),
    )
)
"""Wordings of one trade that people use for one another, longest first."""

_DOTS = re.compile("[•‧・∙⋅･]")
_LONGEST_PERSON = 60


@dataclass(frozen=True)
class Suspicion:
    """A name that may be the same as the one asked about: how alike (0–100), and a sentence why."""

    candidate: str
    likeness: int
    reason: str


def name_key(name: str, prefixes: Sequence[str] = ()) -> str:
    """What exact matching compares: the name without width, blanks, marks, legal form and ``prefixes``.

    ``prefixes`` are the districts all units share (省、自治区、自治州 and their short forms). Counties are not
    among them: they tell 某县公安局 from the next county's.
    """
    return _parts(name, tuple(prefixes)).key


def same_name(one: str, other: str, prefixes: Sequence[str] = ()) -> bool:
    """Whether both are one name, written differently at most in width, blanks, marks, legal form, district."""
    return name_key(one, prefixes) == name_key(other, prefixes)


def similar(
    name: str, candidates: Iterable[str], limit: int = 3, prefixes: Sequence[str] = ()
) -> tuple[Suspicion, ...]:
    """Candidates that may be ``name`` written otherwise, likeliest first; those that are the same are left out.

    A person settles each suspicion, so it speaks up for slips and short forms only, not for sister units.
    """
    shared = tuple(prefixes)
    wanted = _parts(name, shared)
    found = (
        _suspicion(wanted, candidate, _parts(candidate, shared)) for candidate in dict.fromkeys(candidates)
    )
    ranked = sorted((one for one in found if one), key=attrgetter("likeness"), reverse=True)
    return tuple(ranked[:limit])


def initials(name: str) -> str:
    """First letters of the name's pinyin in lower case, for search by keyboard; letters and digits stay."""
    letters = lazy_pinyin(_fold(name), style=Style.FIRST_LETTER)
    return "".join(character for character in "".join(letters) if character.isalnum())


def fold_person(name: str) -> str:
    """A person's name as lists print it: one kind of middle dot, no blanks inside Chinese."""
    folded = _DOTS.sub("·", unicodedata.normalize("NFKC", name)).strip()
    folded = re.sub(r"(?<=[一-鿿])[.](?=[一-鿿])", "·", folded)
    folded = re.sub(r"\s*·\s*", "·", folded)
    folded = re.sub(r"(?<=[㐀-鿿\U00020000-\U0003ffff])\s+(?=[㐀-鿿\U00020000-\U0003ffff])", "", folded)
    return re.sub(r"\s+", " ", folded)


def person_name_findings(name: str, where: str = "") -> tuple[Finding, ...]:
    """Code ``person_name_shape`` when this can be no one person's name. Length is not held against anybody:
    names with ``·``, in Uyghur or Mongolian script and with rare characters pass."""
    folded = fold_person(name)
    sentence = ""
    if not folded:
        sentence = "姓名是空的，请填写全名。"
    elif re.search(r"[、,，;；/和]\s*\S", folded) and not _is_one_name(folded):
        sentence = f"“{folded}”像是几个人的姓名，请每处只填一人。"
    elif not _is_one_name(folded):
        sentence = f"“{folded}”里有姓名不用的符号或数字，请只填姓名，间隔号用“·”。"
    elif len(folded) > _LONGEST_PERSON:
        sentence = f"姓名有 {len(folded)} 个字，像是填错了栏，请核对后只填姓名。"
    elif len(folded) == 1:
        sentence = f"姓名只有“{folded}”一个字，请填写全名。"
    return (Finding("person_name_shape", sentence, where),) if sentence else ()


def _is_one_name(folded: str) -> bool:
    return all(
        unicodedata.category(character)[0] in "LM" or character in "·〇 -'’.\u200c\u200d"
        for character in folded
    ) and any(unicodedata.category(character)[0] == "L" or character == "〇" for character in folded)


@dataclass(frozen=True)
class _Parts:
    key: str
    county: str
    rest: str
    """The key without its county."""
    bare: str
    """The rest without what stood in brackets."""
    trade: str
    """The rest with the words of one trade made one."""
    sound: str


@lru_cache(maxsize=20_000)
def _parts(name: str, prefixes: tuple[str, ...]) -> _Parts:
    marked = _strip_prefixes(_LEGAL_FORM.sub("", _fold(name)), prefixes) or _fold(name)
    local = _without_upper(marked)
    county = _COUNTY.match(local)
    local = local[county.end() :] if county else local
    bare = _plain(_BRACKETED.sub("", local))
    return _measured(_plain(marked), county["stem"] if county else "", _plain(local), bare)


def _fold(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = re.sub("[【〔［\\[{]", "(", re.sub("[】〕］\\]}]", ")", folded))
    kept = (c for c in folded if c in "()" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept)


def _strip_prefixes(folded: str, prefixes: tuple[str, ...]) -> str:
    ordered = sorted((_plain(_fold(prefix)) for prefix in prefixes), key=len, reverse=True)
    while True:
        found = next((one for one in ordered if one and folded.startswith(one)), "")
        if not found or len(folded) - len(found) < 2:
            return folded
        folded = folded[len(found) :]


def _plain(marked: str) -> str:
    return marked.replace("(", "").replace(")", "")


def _one_trade(rest: str) -> str:
    for pattern, word in _SAME_TRADE:
        rest = pattern.sub(word, rest)
    return rest


def _suspicion(wanted: _Parts, candidate: str, held: _Parts) -> Suspicion | None:
    if wanted.key == held.key or not wanted.key or not held.key:
        return None
    likeness, reason = _likeness(*_level(wanted, held))
    return Suspicion(candidate, likeness, reason) if likeness else None


def _level(one: _Parts, other: _Parts) -> tuple[_Parts, _Parts]:
    """Both without a county that only one of them writes in full (焉耆人民医院, 焉耆县人民医院)."""
    if one.county and not other.county and other.rest.startswith(one.county):
        return one, _without_stem(other, one.county)
    if other.county and not one.county and one.rest.startswith(other.county):
        return _without_stem(one, other.county), other
    return one, other


@lru_cache(maxsize=20_000)
def _without_stem(parts: _Parts, stem: str) -> _Parts:
    return _measured(parts.key, stem, parts.rest.removeprefix(stem), parts.bare.removeprefix(stem))


def _measured(key: str, county: str, rest: str, bare: str) -> _Parts:
    return _Parts(key, county, rest, bare or rest, _one_trade(rest), " ".join(lazy_pinyin(rest)))


def _without_upper(marked: str) -> str:
    """The name from its county on: province and prefecture left out where enough is left."""
    for pattern in (_PROVINCE, _PREFECTURE):
        found = pattern.match(marked)
        if found and len(marked) - found.end() >= 4:
            marked = marked[found.end() :]
    return marked


def _likeness(one: _Parts, other: _Parts) -> tuple[int, str]:
    if one.county and other.county and one.county != other.county:
        return 0, ""
    if one.rest == other.rest:
        return 95, "除县市区划的写法外，名称完全相同。"
    if _numbers(one.rest) != _numbers(other.rest):
        return 0, ""
    if one.sound == other.sound:
        return 94, "两个名称读音相同，可能是同音字写错。"
    if one.trade == other.trade and len(one.trade) > 3:
        return 90, "字号相同，只是行业用词写法不同。"
    if one.bare == other.bare and one.bare in {one.rest, other.rest}:
        return 88, "只差括号里的文字。"
    return _one_slip(one, other)


def _one_slip(one: _Parts, other: _Parts) -> tuple[int, str]:
    short, long = sorted((one.rest, other.rest), key=len)
    if len(short) < 6 or _TELLING & (set(one.rest) ^ set(other.rest)):
        return 0, ""
    if OSA.distance(short, long, score_cutoff=1) == 1:
        return 100 - 100 // (2 * len(short)), "两个名称只差一个字。"
    if len(long) - len(short) == 2 and _leaves_out(short, long):
        return 80, "一个名称比另一个少写两个字。"
    return 0, ""


def _leaves_out(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _numbers(rest: str) -> list[str]:
    return re.findall(r"[0-9]+", rest)
