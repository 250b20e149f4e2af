"""Names: what counts as one, which slips are suspected, which sister units are left alone, and persons' names."""

from itertools import product

import pytest

from pingxuan.core.names import (
    fold_person,
    initials,
    name_key,
    person_name_findings,
    same_name,
    similar,
)

SHARED = ("新疆", "新疆维吾尔自治区", "巴音郭楞蒙古自治州", "巴州")
COUNTIES = ("库尔勒市", "焉耆县", "博湖县", "和静县", "和硕县", "尉犁县", "轮台县", "若羌县", "且末县")
PUBLIC = (
    "公安局出入境接待大厅",
    "公安局交警大队车辆管理所",
    "行政服务中心",
    "人民医院",
    "中医医院",
    "客运站",
    "火车站",
    "图书馆",
    "第一中学",
    "第二中学",
)
SHOPS = (
    "天鹅河游船码头",
    "楼兰古道旅行社",
    "塔里木胡杨宾馆",
    "金沙滩度假村",
    "巴音布鲁克牧家乐",
    "罗布人村寨游客中心",
    "东归大酒店",
    "孔雀河家电商场",
    "香梨园超市",
    "铁门关收费站",
)
CLEAN = [county + unit for county, unit in product(COUNTIES, PUBLIC)] + list(SHOPS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天鹅河 旅行社", "天鹅河旅行社"),
        ("天鹅河旅行社有限公司", "天鹅河旅行社有限责任公司"),
        ("天鹅河旅行社", "天鹅河旅行社有限公司"),
        ("“天鹅河”旅行社（人民路店）", '"天鹅河"旅行社(人民路店)'),
        ("天鹅河旅行社【人民路店】", "天鹅河旅行社人民路店"),
        ("ＫＴＶ量贩厅", "ktv量贩厅"),
        ("巴音郭楞蒙古自治州博物馆", "巴州博物馆"),
        ("新疆维吾尔自治区巴音郭楞蒙古自治州博物馆", "博物馆"),
        ("阿依古丽·买买提餐厅", "阿依古丽•买买提餐厅"),
    ],
)
def test_one_name_written_two_ways(one: str, other: str) -> None:
    assert same_name(one, other, SHARED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("库尔勒市公安局", "和静县公安局"),
        ("和静县第一中学", "和静县第二中学"),
        ("天鹅河旅行社人民路店", "天鹅河旅行社建设路店"),
        ("巴州", "博湖县"),
        ("", "天鹅河旅行社"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(one, other, SHARED)


def test_a_name_of_nothing_but_prefixes_keeps_its_key() -> None:
    assert [name_key(name, SHARED) for name in ("巴州", "新疆巴州", "新疆馆", "有限公司")] == [
        "巴州",
        "巴州",
        "新疆馆",
        "有限公司",
    ]


@pytest.mark.parametrize(
    ("name", "candidate", "likeness", "reason"),
    [
        ("库尔勒人民医院", "库尔勒市人民医院", 95, "除县市区划的写法外，名称完全相同。"),
        ("焉耆回族自治县人民医院", "焉耆县人民医院", 95, "除县市区划的写法外，名称完全相同。"),
        ("人民医院", "焉耆县人民医院", 95, "除县市区划的写法外，名称完全相同。"),
        ("天鹅胡宾馆", "天鹅湖宾馆", 94, "两个名称读音相同，可能是同音字写错。"),
        ("天鹅湖大酒店", "天鹅湖宾馆", 90, "字号相同，只是行业用词写法不同。"),
        ("轮台县行政服务大厅", "轮台县政务服务中心", 90, "字号相同，只是行业用词写法不同。"),
        ("天鹅河加油站", "天鹅河加油站（城南）", 88, "只差括号里的文字。"),
        ("罗布人村寨接待站", "罗布人村寨接待处", 94, "两个名称只差一个字。"),
        ("博斯腾湖景区游客中心", "博斯腾湖游客中心", 80, "一个名称比另一个少写两个字。"),
    ],
)
def test_what_is_suspected_and_why(name: str, candidate: str, likeness: int, reason: str) -> None:
    (found,) = similar(name, [candidate])
    assert (found.candidate, found.likeness, found.reason) == (candidate, likeness, reason)


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("库尔勒市公安局便民服务大厅", "和静县公安局便民服务大厅"),
        ("和静县第一中学", "和静县第二中学"),
        ("客运南站", "客运北站"),
        ("1号检查站", "2号检查站"),
        ("红旗超市", "红星超市"),
        ("红旗购物城", "红星购物城"),
        ("天山东路派出所", "天山西路派出所"),
        ("国道检查站", "国道检查站（2号）"),
        ("和静县公安局交警大队", "和静县公安局交警大队车管所"),
        ("和静县公安局", "和静县公安局交警大队"),
        ("天鹅河旅行社", "天鹅河旅行社有限公司"),
        ("", "天鹅河旅行社"),
    ],
)
def test_what_is_not_suspected(name: str, candidate: str) -> None:
    assert similar(name, [candidate]) == ()


def test_suspicions_come_likeliest_first_and_as_many_as_asked() -> None:
    candidates = ["天鹅湖大酒店", "天鹅胡宾馆", "巴州天鹅湖宾馆", "天鹅湖宾馆", "库尔勒市天鹅湖宾馆"]
    found = [suspicion.candidate for suspicion in similar("天鹅湖宾馆", candidates, limit=2, prefixes=SHARED)]
    assert found == ["库尔勒市天鹅湖宾馆", "天鹅胡宾馆"]


def test_clean_names_raise_at_most_two_false_suspicions_in_a_hundred() -> None:
    assert len(CLEAN) == 100
    suspected = [
        name for name in CLEAN if similar(name, [other for other in CLEAN if other != name], prefixes=SHARED)
    ]
    assert suspected == []


def _slips(name: str) -> list[str]:
    return [
        name[:-3] + name[-2] + name[-3] + name[-1],
        name + "（新址）",
        "新疆" + name,
        name[:-1] + " " + name[-1:],
    ]


def test_slips_in_long_names_are_found() -> None:
    names = [name for name in CLEAN if len(name) >= 9 and not set("一二") & set(name)]
    missed = [
        slip
        for name in names
        for slip in _slips(name)
        if not same_name(slip, name) and name not in {one.candidate for one in similar(slip, CLEAN)}
    ]
    assert len(names) == 28
    assert missed == []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("王 某某", "王某某"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("  John   Smith ", "John Smith"),
        ("𠮷 野", "𠮷野"),
    ],
)
def test_a_person_s_name_as_lists_print_it(written: str, folded: str) -> None:
    assert fold_person(written) == folded


@pytest.mark.parametrize(
    "name",
    [
        "王某",
        "欧阳某某",
        "买买提·阿不都热合曼·吐尔逊江",
        "阿不力克木江·麦麦提吐尔洪·艾尔肯",
        "ئايگۈل مەمەت",
        "ᠪᠠᠲᠤ",
        "㛃𬭊",
        "李〇",
        "O'Neil-Smith",
    ],
)
def test_no_real_name_is_turned_away(name: str) -> None:
    assert person_name_findings(name) == ()


@pytest.mark.parametrize(
    "name", ["", "  ", "王某、李某", "王某,李某", "王某1", "13800000000", "王", "<b>王某</b>", "王" * 61]
)
def test_what_can_be_no_one_person_s_name(name: str) -> None:
    (finding,) = person_name_findings(name, where="name")
    assert (finding.code, finding.where, finding.blocks) == ("person_name_shape", "name", True)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("库尔勒市人民医院", "kelsrmyy"),
        ("重庆大酒店", "cqdjd"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("KTV 2号店", "ktv2hd"),
        ("", ""),
    ],
)
def test_initials_for_search(name: str, letters: str) -> None:
    assert initials(name) == letters
