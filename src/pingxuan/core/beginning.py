"""A campaign begun without a notice: the definition it began with and what a person has to settle in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pingxuan.core.definition import Award, Deadline, Definition, from_data, to_data
from pingxuan.core.notice.draft_forms import assumed_form
from pingxuan.core.notice.draft_summaries import assumed_summary
from pingxuan.core.notice.fact import Question
from pingxuan.core.words import AwardKind, DeadlineKind


@dataclass(frozen=True)
class Beginning:
    """A first draft with its questions, in the order of the definition."""

    definition: Definition
    questions: tuple[Question, ...] = ()


def beginning_data(beginning: Beginning) -> dict[str, Any]:
    """Plain data to be kept with the campaign."""
    asked = [
        {"code": one.code, "text": one.text, "about": one.about, "suggestion": one.suggestion}
        for one in beginning.questions
    ]
    return {"definition": to_data(beginning.definition), "questions": asked}


def beginning_from(data: Mapping[str, Any]) -> Beginning:
    """The beginning kept as plain data."""
    questions: Sequence[Mapping[str, str]] = data["questions"]
    asked = (Question(one["code"], one["text"], one["about"], one["suggestion"]) for one in questions)
    return Beginning(from_data(data["definition"]), tuple(asked))


def from_nothing(title: str, award: str, kind: AwardKind, *, issuer: str) -> Beginning:
    """A sound skeleton: one award with the usual form, opinions and summary, the two usual deadlines unset."""
    form = assumed_form(award, kind)
    definition = Definition(
        title=title,
        issuer=issuer,
        awards=(Award(key="award1", name=award, kind=kind, form=form, summary=assumed_summary(award, form)),),
        deadlines=(
            Deadline(kind=DeadlineKind.CONTACTS, what="联系人名单"),
            Deadline(kind=DeadlineKind.MATERIALS, what="推荐材料"),
        ),
        media=("纸质版", "电子版"),
    )
    return Beginning(definition, _FIRST_QUESTIONS)


_FIRST_QUESTIONS = (
    Question("doc_number_unsaid", "通知的文号是什么？还没有文号的，印发前再填。", "doc_number"),
    Question("issue_date_unsaid", "通知哪一天印发？", "issue_date"),
    Question("bodies_unknown", "由哪些单位推荐？请逐行填写，也可以连名额一起从表格里复制过来。", "bodies"),
    Question("deadline_unsaid", "联系人名单什么时候报？请定到年月日和钟点；不需要报联系人的，请删去这个时限。",
             "deadlines[0].at"),
    Question("deadline_unsaid", "推荐材料什么时候报送截止？请定到年月日和钟点。", "deadlines[1].at"),
    Question("award_total_unsaid", "这个称号准备授予多少个？", "awards[0].total"),
    Question("quota_unsaid", "名额怎么定？现在是不限名额；要按单位分配的，请改名额方式，再填各单位名额。",
             "awards[0].quota"),
    Question("form_assumed", "推荐表用的是通用栏目，请对照本次要求增减栏目、写明字数。", "awards[0].form"),
    Question("opinions_assumed", "意见栏按“推荐单位意见、主办单位意见”设，请核对出具意见的单位和次序。",
             "awards[0].form.opinions"),
)  # fmt: skip
