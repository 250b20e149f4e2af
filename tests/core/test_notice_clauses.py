"""What single clauses say: how long the 公示 lasts, in how many copies, in which media, and what of late papers."""

import pytest

from pingxuan.core.notice.facts import NoticeFacts, read_notice


def notice(sentence: str) -> NoticeFacts:
    """What is read from a small notice with that sentence."""
    text = f"关于开展“优秀示范店”评选的通知\n各县区商务局：\n现开展评选。\n{sentence}\n某某市商务局\n2024年3月1日"
    return read_notice(text)


@pytest.mark.parametrize(
    ("sentence", "length", "unit"),
    [
        ("推荐对象公示不少于5个工作日。", 5, "工作日"),
        ("公示期为五个工作日。", 5, "工作日"),
        ("候选人须在院内公示三天（不含节假日）。", 3, "天"),
        ("在网上公示一周。", 1, "周"),
        ("进行为期7天的公示。", 7, "天"),
    ],
)
def test_how_long_the_publication_lasts(sentence: str, length: int, unit: str) -> None:
    read = notice(sentence).publicity
    assert read is not None
    assert read[1:] == (length, unit)


@pytest.mark.parametrize("sentence", ["公示时间：2024年5月1日至5月7日。", "公示无异议后上报。"])
def test_days_of_publication_are_no_length(sentence: str) -> None:
    assert notice(sentence).publicity is None


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("逾期不予受理。", "逾期不予受理"),
        ("逾期未报，视为自动放弃。", "逾期未报，视为自动放弃"),
        ("过时不候。", "过时不候"),
        ("超过截止时间将不予受理。", "超过截止时间将不予受理"),
    ],
)
def test_late_papers(sentence: str, wording: str) -> None:
    read = notice(sentence).late_wording
    assert read is not None
    assert read.value == wording


@pytest.mark.parametrize(
    ("sentence", "media"),
    [
        ("报送纸质版和电子版。", ["纸质版", "电子版"]),
        ("请将电子文档发至邮箱。", ["电子版"]),
        ("请通过电子邮件联系。", []),
    ],
)
def test_media(sentence: str, media: list[str]) -> None:
    assert [medium.value for medium in notice(sentence).media] == media


def test_a_contact_below_the_signature() -> None:
    text = "关于评选“服务之星”的通知\n各县区：\n认真推荐。\n某某市商务局\n2024年3月1日\n（联系人：张演示，电话：0000-1234567）"
    [contact] = read_notice(text).contacts
    assert [phone.value for phone in contact.phones] == ["0000-1234567"]
