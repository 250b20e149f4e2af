"""What the ledger's acts are called when people read them: on time lines, in the list of what was done."""

from pingxuan.core.progress import MOVES

_NAMES = {
    "start_nomination": "新建推荐",
    "invite": "发出填报邀请",
    "revoke_invitation": "收回填报邀请",
    "order_by_preference": "排定推荐顺序",
    "state_organiser_opinions": "出具主办单位意见",
    "receive_paper": "收到纸质版",
    "create_campaign": "新建评选活动",
    "revise_definition": "修改评选定义",
    "amend_definition": "开评后变更评选定义",
    "open_campaign": "印发通知、开始评选",
    "close_campaign": "归档",
    "sign_for_notice": "签收通知",
    "report_contact": "报送联系人",
    "reopen_for": "同意补报",
    "chase": "催报",
    "sub_allot": "分配成员单位名额",
    "import_register": "导入荣誉台账",
    "rule_on_suspicion": "认定疑似重名",
    "consult": "发出征求意见函",
    "record_replies": "登记征求意见结果",
    "plan_visits": "安排实地检查",
    "reassign_visit": "改派检查人员",
    "record_visit": "登记检查记录",
    "record_veto": "登记一票否决情形",
    "lift_veto": "解除一票否决情形",
    "hold_meeting": "研究确定名单",
    "publish": "发布公示",
    "receive_objection": "收到异议",
    "answer_objection": "答复异议",
    "decide": "作出授牌决定",
    "revoke_plaque": "撤销牌匾",
    "unaccept": "撤销审核通过",
    "take_in": "收下报来的文件",
    "add_body": "登记单位",
    "add_post": "设立岗位",
    "hand_over": "移交岗位",
    "issue_login_code": "发放一次性登录码",
    "deactivate": "停用账号",
    "sign_in": "登录",
}
_SHOWN_TO_BODIES = frozenset(
    {"start_nomination", "invite", "revoke_invitation", "receive_paper", "state_organiser_opinions"}
)
_REFUSED = "refused_"


def act_name(act: str) -> str:
    """The act in words; a refused one says so; an act without words of its own stays as written."""
    if act.startswith(_REFUSED):
        return f"未受理：{act_name(act.removeprefix(_REFUSED))}"
    if act in _NAMES:
        return _NAMES[act]
    return MOVES[act].label if act in MOVES else act


def act_names() -> dict[str, str]:
    """Every act that has words, by its name in the ledger: for filters and the archive's index."""
    return {**_NAMES, **{name: move.label for name, move in MOVES.items()}}


def shown_to_bodies(act: str) -> bool:
    """Whether the nominating body and its nominee may see this act: moves yes; inspections, consultations
    and vetoes belong to the office alone until something is published."""
    return act.removeprefix(_REFUSED) in _SHOWN_TO_BODIES or act.removeprefix(_REFUSED) in MOVES
