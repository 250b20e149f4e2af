"""The verifier holds a campaign's rules against its log: an archive sound in itself may still tell of a breach."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.house.small_archive import (
    Log,
    checked,
    decided,
    endorsed,
    moved,
    nominated,
    opened,
    published,
    selected,
    whole,
)
from tests.house.test_verifier import problems

LATE = datetime(2030, 3, 1, 10, 0, 0, 1, tzinfo=UTC)


def over_quota() -> Log:
    log = opened()
    for key in ("n1", "n2", "n3"):
        nominated(log, key, "b1")
        endorsed(log, key, "a1")
    return log


def uncounted() -> Log:
    log = opened()
    nominated(log, "n1", "b1")
    endorsed(log, "n1")
    return log


def counted_too_often() -> Log:
    log = opened()
    log.act("count", "campaign:c1", {"allotment:a1": {"used": 1}})
    return log


def shared_out_twice() -> Log:
    log = opened()
    log.act("sub_allot", "campaign:c1", {"allotment:a2": {"sub_allotted": 2}})
    return log


def member_not_counted_above() -> Log:
    log = opened()
    nominated(log, "n1", "b3")
    endorsed(log, "n1", "a3")
    return log


def two_for_one_register_unit() -> Log:
    log = opened()
    for key in ("p1", "p2"):
        nominated(log, key, "b1", "person", register_entry_id="r1", unit_name="某宾馆")
        endorsed(log, key)
    return log


def endorsed_without_a_place() -> Log:
    log = opened()
    nominated(log, "n1", "b1")
    moved(log, "n1", "endorsed", "endorse")
    return log


def late(at: datetime = LATE) -> Log:
    log = opened()
    nominated(log, "n1", "b1")
    endorsed(log, "n1", "a1")
    moved(log, "n1", "submitted", "submit", rx=at, ts=at)
    return log


def state_not_told() -> Log:
    log = opened()
    nominated(log, "n1", "b1")
    moved(log, "n1", "withdrawn", after="handed_in")
    return log


def row_changed_between() -> Log:
    log = opened()
    nominated(log, "n1", "b1")
    moved(log, "n1", "withdrawn", before="draft")
    return log


def one_too_many_published() -> Log:
    log = checked()
    selected(log, "n1")
    published(log, "n1", "n2")
    return log


def one_left_out_of_the_list() -> Log:
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1")
    return log


def published_though_never_decided() -> Log:
    log = checked()
    moved(log, "n1", "proposed", "propose")
    published(log, "n1")
    return log


def decided_beyond_the_list() -> Log:
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1", "n3")
    decided(log, "n1", "n2", "n3")
    return log


def dropped_yet_decided() -> Log:
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1", "n3")
    moved(log, "n3", "dropped", "drop")
    decided(log, "n1", "n3")
    return log


def published_yet_not_decided() -> Log:
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1", "n3")
    decided(log, "n1")
    return log


def dropped_before_yet_published() -> Log:
    log = checked()
    selected(log, "n1", "n3")
    moved(log, "n3", "dropped", "drop")
    published(log, "n1", "n3")
    return log


def published_though_passed_over() -> Log:
    log = checked()
    selected(log, "n1")
    moved(log, "n2", "proposed", "propose")
    published(log, "n1", "n2")
    return log


def row_without_its_entry() -> Log:
    log = opened()
    log.act("note", "campaign:c1", {"campaign:c1": {"title": "改名"}}, mark=0)
    return log


def received_after_it_was_made() -> Log:
    log = opened()
    log.act("note", "campaign:c1", rx=LATE)
    return log


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (over_quota, ["第 7 条存证：名额对不上：分配 2 个，记为已用 3 个，实际占用 3 个"]),
        (uncounted, ["第 3 条存证：名额对不上：分配 2 个，记为已用 0 个，实际占用 1 个"]),
        (counted_too_often, ["第 2 条存证：名额对不上：分配 2 个，记为已用 1 个，实际占用 0 个"]),
        (shared_out_twice, ["第 2 条存证：名额对不上：分配 1 个，记为已用 0 个，实际占用 0 个"]),
        (member_not_counted_above, ["第 3 条存证：名额对不上：分配 1 个，记为已用 0 个，实际占用 1 个"]),
        (two_for_one_register_unit, ["第 5 条存证：同一授牌单位有两件推荐占用名额"]),
        (endorsed_without_a_place, ["第 3 条存证：推荐 n1 已是“endorsed”，却没有占用名额"]),
        (late, ["第 4 条存证：推荐 n1 在截止时间之后报送"]),
        (
            state_not_told,
            ["第 3 条存证：写的状态变化（handed_in→handed_in）与数据（handed_in→withdrawn）不符"],
        ),
        (
            row_changed_between,
            ["第 3 条存证：写的状态变化（draft→withdrawn）与数据（handed_in→withdrawn）不符"],
        ),
        (one_too_many_published, ["第 20 条存证：公示的名单与会议决定不符：窗口n2"]),
        (one_left_out_of_the_list, ["第 20 条存证：公示的名单与会议决定不符：窗口n3"]),
        (published_though_never_decided, ["第 19 条存证：公示的名单与会议决定不符：窗口n1"]),
        (decided_beyond_the_list, ["第 21 条存证：决定的名单与公示后的结果不符：窗口n2"]),
        (dropped_yet_decided, ["第 22 条存证：决定的名单与公示后的结果不符：窗口n3"]),
        (published_yet_not_decided, ["第 21 条存证：决定的名单与公示后的结果不符：窗口n3"]),
        (dropped_before_yet_published, ["第 21 条存证：公示的名单与会议决定不符：窗口n3"]),
        (published_though_passed_over, ["第 21 条存证：公示的名单与会议决定不符：窗口n2"]),
        (row_without_its_entry, ["第 2 条存证：pingxuan_campaign 表 c1 行没有标上这条存证的编号"]),
        (received_after_it_was_made, ["第 2 条存证的编号不连续，或收到时间晚于记录时间"]),
    ],
)
def test_a_breach_is_told(make: Callable[[], Log], found: list[str]) -> None:
    assert sorted(set(problems(make().files()))) == found


@pytest.mark.parametrize("make", [opened, checked, whole])
def test_a_campaign_that_kept_the_rules_is_sound(make: Callable[[], Log]) -> None:
    assert problems(make().files()) == []


def test_the_deadline_is_inclusive() -> None:
    assert problems(late(LATE - timedelta(microseconds=1)).files()) == []


@pytest.mark.parametrize(
    "granted",
    [
        {"nominatingbody:b1": {"reopened_until": "2030-03-02T10:00:00.000000Z"}},
        {"nomination:n1": {"correct_by": "2030-03-02T10:00:00.000000Z"}},
    ],
)
def test_a_later_instant_granted_counts(granted: dict[str, dict[str, str]]) -> None:
    log = opened()
    nominated(log, "n1", "b1")
    endorsed(log, "n1", "a1")
    log.act("reopen", "campaign:c1", granted)
    moved(log, "n1", "submitted", "submit", rx=LATE, ts=LATE)
    assert problems(log.files()) == []


def test_a_place_given_back_may_be_used_again() -> None:
    log = over_quota_but_one_withdrawn()
    assert problems(log.files()) == []


def over_quota_but_one_withdrawn() -> Log:
    log = opened()
    for key in ("n1", "n2"):
        nominated(log, key, "b1")
        endorsed(log, key, "a1")
    given_back = {"nomination:n1": {"state": "withdrawn", "holds_place": False}, "allotment:a1": {"used": 1}}
    log.act("withdraw", "nomination:n1", given_back)
    nominated(log, "n3", "b1")
    endorsed(log, "n3", "a1")
    return log


def test_a_later_publication_may_show_the_changed_part_only() -> None:
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1", "n3")
    published(log, "n3", number=2)
    assert problems(log.files()) == []
