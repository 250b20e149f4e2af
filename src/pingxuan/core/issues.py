"""What the checks' findings are called in figures and lists, where a sentence is too long."""

from collections.abc import Mapping

ISSUES: Mapping[str, str] = {
    "required_missing": "有空项未填",
    "too_short": "字数不足",
    "too_long": "字数超出",
    "phone_shape": "电话格式不对",
    "date_shape": "日期读不出",
    "number_shape": "数字读不出",
    "credit_code_shape": "信用代码格式不对",
    "credit_code_check": "信用代码校验不符",
    "person_name_shape": "姓名写法有误",
    "option_unknown": "选项不在表内",
    "text_hostile": "夹有控制字符",
    "value_shape": "内容读不出",
    "register_already_honoured": "以往已授牌",
    "register_honour_revoked": "以往授牌被撤销",
    "register_suspected": "疑似以往已授牌",
    "register_unit_missing": "单位不在授牌名单",
    "register_unit_suspected": "单位名称疑似不符",
    "register_unit_taken": "单位已有人推荐",
    "register_unit_revoked": "单位授牌已撤销",
    "nominated_twice": "疑似重复推荐",
    "department_objects": "部门有异议",
    "vetoed": "一票否决",
    "opinion_missing": "意见未出具",
    "over_quota": "超出名额",
    "late": "逾期",
}


def issue_name(code: str) -> str:
    """The short name of a finding's code; a code without one is shown as it is."""
    return ISSUES.get(code, code)
