"""Every state, role and kind of the field, with the Chinese label people read."""

from enum import Enum


class Word(str, Enum):
    """A term with a stable English value (kept in the database) and a Chinese label (shown to people)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of every term, in the order they are written here."""
        return [(term.value, term.label) for term in cls]


class Role(Word):
    ORGANISER = "organiser", "主办单位经办"
    BODY_OFFICER = "body_officer", "推荐单位经办"
    NOMINEE = "nominee", "推荐对象"
    INSPECTOR = "inspector", "明察暗访人员"
    LEADER = "leader", "领导"
    AUDITOR = "auditor", "纪检监督"
    ADMINISTRATOR = "administrator", "系统管理员"
    PUBLIC = "public", "公众"


class BodyKind(Word):
    ORGANISER = "organiser", "主办单位"
    LOCAL = "local", "地方推荐单位"
    DIRECT = "direct", "直属口"
    MEMBER = "member", "成员单位"


class AwardKind(Word):
    UNIT = "unit", "单位"
    PERSON = "person", "个人"


class FieldKind(Word):
    TEXT = "text", "文字"
    LONG_TEXT = "long_text", "长文字"
    OPTION = "option", "单选"
    OPTIONS = "options", "多选"
    NUMBER = "number", "数字"
    DATE = "date", "日期"
    PHONE = "phone", "电话"
    PERSON_NAME = "person_name", "人名"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    ADDRESS = "address", "地址"
    PHOTO = "photo", "照片"
    ROWS = "rows", "多行表"
    ATTACHMENT = "attachment", "附件"


class Meaning(Word):
    """What a field stands for, so rules can find it whatever its printed label is."""

    NONE = "", "无特指"
    NOMINEE_NAME = "nominee_name", "推荐对象名称"
    UNIT_NAME = "unit_name", "所在单位名称"
    FILING_UNIT = "filing_unit", "填报单位"
    FILING_DATE = "filing_date", "填报时间"
    FILED_BY = "filed_by", "填报人"
    CONTACT_NAME = "contact_name", "联系人"
    PHONE = "phone", "联系电话"
    ADDRESS = "address", "地址"
    DEEDS = "deeds", "主要事迹"
    RUNNING_NUMBER = "running_number", "序号"


class QuotaKind(Word):
    TABLE = "table", "按名额分配表"
    REGISTER = "register", "按荣誉台账"
    OPEN = "open", "不限名额"
    EACH = "each", "每个推荐单位名额相同"
    RATIO = "ratio", "按比例"


class Rounding(Word):
    """What becomes of the fraction of a place a ratio leaves."""

    NEAREST = "nearest", "四舍五入"
    UP = "up", "有零进一"
    DOWN = "down", "舍去零头"


class RegisterRuleKind(Word):
    EXCLUDED = "excluded", "已授牌的不重复推荐"
    REQUIRED_ONE_EACH = "required_one_each", "须出自已授牌单位且每个单位一名"


class OpinionBy(Word):
    FILING_UNIT = "filing_unit", "填报单位"
    NOMINATING_BODY = "nominating_body", "推荐单位"
    ORGANISER = "organiser", "主办单位"


class DeadlineKind(Word):
    CONTACTS = "contacts", "联系人名单"
    MATERIALS = "materials", "推荐材料"
    OTHER = "other", "其他"


class LatePolicy(Word):
    REFUSE = "refuse", "逾期不予受理"
    REOPEN = "reopen", "逾期可经主办单位同意补报"


class CampaignState(Word):
    DRAFT = "draft", "拟定中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已归档"


class ChangeKind(Word):
    ADDED = "added", "新增"
    REMOVED = "removed", "删去"
    CHANGED = "changed", "改动"
    MOVED = "moved", "调整顺序"


class Touch(Word):
    """Which part of a definition a change lies in, and so whom it touches."""

    CAMPAIGN = "campaign", "整个评选"
    DEADLINE = "deadline", "时限"
    BODIES = "bodies", "推荐单位"
    AWARD = "award", "奖项"
    QUOTA = "quota", "名额"
    FORM = "form", "推荐表"
    OPINIONS = "opinions", "意见环节"
    RULES = "rules", "台账规则"
    CRITERIA = "criteria", "推荐标准"
    SUMMARY = "summary", "汇总表"


class Reach(Word):
    """How a change after opening reaches what is already there; the label is what happens."""

    FORM = (
        "form",
        (
            "填报中和退回修改的从现在起按新版填报，已填的内容都在；已交推荐单位审核的和已报送的按原版继续办理，"
            "已出具的意见不失效，退回时才改按新版，重新交审后须重新出具意见"
        ),
    )
    DEADLINE = "deadline", "发布后立即生效，还没有报送的推荐都按新时限办理"
    CRITERIA = (
        "criteria",
        "还没有交推荐单位审核的按新标准检查；其余按交表时的标准检查，同一称号因此会有两套标准，请慎重",
    )
    SUMMARY = "summary", "发布后立即生效；已经打印盖章的汇总表须重新打印"
    AWARD = "award", "发布后立即用于以后的公文、遴选和页面；已经盖章的推荐表不重印"
    CAMPAIGN = "campaign", "发布后立即生效"


class NominationState(Word):
    DRAFT = "draft", "填报中"
    HANDED_IN = "handed_in", "待推荐单位审核"
    ENDORSED = "endorsed", "已出具推荐意见"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "审核通过"
    REJECTED = "rejected", "审核不予通过"
    WITHDRAWN = "withdrawn", "已撤回"
    PROPOSED = "proposed", "拟授牌（公示）"
    RESERVE = "reserve", "备选"
    NOT_SELECTED = "not_selected", "未入选"
    HONOURED = "honoured", "已授牌"
    DROPPED = "dropped", "公示后取消"


class NominationGroup(Word):
    """Several states that lists and figures count together; ``core.progress.GROUPS`` says which."""

    IN_PREPARATION = "in_preparation", "填报中"
    HANDED_UP = "handed_up", "已报送"
    TO_CHECK = "to_check", "待审核"
    PASSED = "passed", "审核通过及以后"
    SENT_BACK = "sent_back", "退回修改"
    LIVE = "live", "全部有效"
    ENDED = "ended", "已终止"


class ReplyKind(Word):
    NO_OBJECTION = "no_objection", "无异议"
    OBJECTION = "objection", "有异议"
    NOT_ANSWERED = "not_answered", "逾期未复"


class VisitKind(Word):
    ANNOUNCED = "announced", "明察"
    UNANNOUNCED = "unannounced", "暗访"


class VisitState(Word):
    PLANNED = "planned", "待检查"
    DONE = "done", "已检查"


class Mark(Word):
    """An inspector's mark for one item; 未观察到 is not a low score."""

    GOOD = "good", "好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"
    NOT_OBSERVED = "not_observed", "未观察到"


class Outcome(Word):
    SELECTED = "selected", "拟授牌"
    RESERVE = "reserve", "备选"
    NOT_SELECTED = "not_selected", "未入选"


class PublicationState(Word):
    RUNNING = "running", "公示中"
    ENDED = "ended", "公示期满"
    DECIDED = "decided", "已作出决定"


class ObjectionKind(Word):
    REAL_NAME = "real_name", "实名"
    UNIT = "unit", "单位盖章"
    ANONYMOUS = "anonymous", "匿名"


class ObjectionOutcome(Word):
    PENDING = "pending", "核实中"
    NOT_UPHELD = "not_upheld", "经核实不成立"
    UPHELD = "upheld", "经核实成立"


class PlaqueState(Word):
    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"


class PlaqueAnswer(Word):
    """What a scanned code is answered with: one of four, never a guess."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已过有效期"
    REVOKED = "revoked", "已撤销"
    UNKNOWN = "unknown", "查无此号"


class RegisterState(Word):
    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"


class PaperKind(Word):
    """The official papers a campaign needs; the label begins the file's name."""

    NOMINATION_FORM = "nomination_form", "推荐表"
    SUMMARY_TABLE = "summary_table", "推荐汇总表"
    QUOTA_TABLE = "quota_table", "推荐名额分配表"
    CONTACT_ROSTER = "contact_roster", "联系人名单"
    RETURNED_LIST = "returned_list", "退回修改清单"
    CONSULTATION_LETTER = "consultation_letter", "征求意见函"
    INSPECTION_SHEET = "inspection_sheet", "实地检查表"
    PUBLICATION = "publication", "公示"
    DECISION = "decision", "决定"
    CERTIFICATE = "certificate", "证书"
    PLAQUE_ORDER = "plaque_order", "牌匾制作清单"
