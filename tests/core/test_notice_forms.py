"""Forms as pages print them: cells drawn, parted by spaces, on lines of their own, run together; and what is none."""

import pytest

from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.facts import NoticeFacts, read_notice
from pingxuan.core.notice.form_parts import FormFact

HEAD = "关于开展“优秀护林员”评选的通知\n各乡镇：\n现开展评选。\n某某县林业局\n2024年3月1日\n附件1\n“优秀护林员”推荐表\n"


def reading(sheet: str, head: str = HEAD) -> NoticeFacts:
    """What is read from a notice that ends with that sheet."""
    return read_notice(head + sheet)


def form(sheet: str) -> FormFact:
    """The one form of that sheet."""
    [found] = reading(sheet).forms
    return found


def labels(found: FormFact) -> list[str]:
    """The labels of its blanks, in order."""
    return [blank.label.shown for blank in found.fields]


def boxes(found: FormFact) -> list[str]:
    """The labels of its opinion boxes, in order."""
    return [box.shown for box, _ in found.opinions]


@pytest.mark.parametrize(
    "sheet",
    [
        "姓 名\n|\n|\n性 别\n|\n|\n照片\n|\n主要\n事迹\n|\n（500字以内）\n|\n所在单位意见\n|\n（盖章）\n年 月 日\n|\n县林业局意见\n|\n（盖章）\n|",
        "| 姓名 | | 性别 | | 照片 |\n| 主要事迹 | （500字以内） | | | |\n| 所在单位意见 | （盖章） | | | |\n| 县林业局意见 | （盖章） | | | |",
        "姓名 | | 性别 | | （照片）\n主要事迹 | （500字以内）\n所在单位意见 | （盖章） 年 月 日\n县林业局意见 | （盖章）",
        "姓名\t\t性别\t\t照片\n主要事迹\t（500字以内）\n所在单位意见\t（盖章）年 月 日\n县林业局意见\t（盖章）年 月 日",
        "姓 名 性 别 照 片 主 要 事 迹 （500字以内） 所在 单位 意见 （盖 章） 年 月 日 县林 业局 意见 （盖章）",
        "姓  名      性  别      照  片\n主要事迹（500字以内）\n所在单位意见      （盖章）  年  月  日\n县林业局意见  （盖章）",
        "姓名\n性别\n照片\n主\n要\n事\n迹\n（500字以内）\n所在单位意见\n（盖章）\n年 月 日\n县林业局意见\n（盖章）",
        (
            "┌──┬──┬──┬──┬──┐\n│姓名│ │性别│ │照片│\n├──┼──┴──┴──┴──┤\n│主要事迹│（500字以内）│\n├──┼────────┤\n"
            "│所在单位意见│（盖章） 年 月 日│\n├──┼────────┤\n│县林业局意见│（盖章）│\n└──┴────────┘"
        ),
        "姓名：____ 性别：____ 照片\n主要事迹（500字以内）：\n所在单位意见：\n（盖章） 年 月 日\n县林业局意见：\n（盖章）",
    ],
    ids=["bars", "rows", "open rows", "tabs", "spaces", "wide gaps", "lines", "drawn", "colons"],
)
def test_a_form_reads_the_same_however_it_is_set(sheet: str) -> None:
    found = form(sheet)
    assert labels(found) == ["姓名", "性别", "照片", "主要事迹"]
    assert boxes(found) == ["所在单位意见", "县林业局意见"]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("职务（职称）", "职务（职称）"),
        ("任职村（居）", "任职村（居）"),
        ("主要事迹（另附）", "主要事迹"),
        ("管护面积（亩）", "管护面积"),
        ("推荐理由（200字以内）", "推荐理由"),
        ("获奖情况（近三年，请附证书复印件）", "获奖情况"),
    ],
)
def test_brackets_that_belong_to_a_label_stay(printed: str, wanted: str) -> None:
    found = form(f"| 姓名 | | 性别 | |\n| {printed} | | 民族 | |\n| 单位意见 | （盖章） | | |")
    assert labels(found) == ["姓名", "性别", wanted, "民族"]


@pytest.mark.parametrize(
    ("blank", "options"),
    [
        ("□乡镇 □县直 □国有林场", ("乡镇", "县直", "国有林场")),
        ("乡镇□ 县直□", ("乡镇", "县直")),
        ("A.乡镇 B.县直", ("乡镇", "县直")),
        ("（乡镇、县直、林场）", ("乡镇", "县直", "林场")),
        ("乡镇/县直/林场", ("乡镇", "县直", "林场")),
        ("是/否", ("是", "否")),
        ("（填写全称、盖章）", ()),
        ("2000字以内", ()),
    ],
)
def test_options_printed_in_a_blank(blank: str, options: tuple[str, ...]) -> None:
    found = form(f"| 姓名 | | 性别 | |\n| 推荐渠道 | {blank} | 民族 | |\n| 单位意见 | （盖章） | | |")
    assert labels(found) == ["姓名", "性别", "推荐渠道", "民族"]
    assert found.fields[2].options == options


def test_options_in_a_form_whose_cells_were_lost() -> None:
    found = form("姓名 性别 推荐渠道 □乡镇 □县直 联系电话 主要事迹 单位意见（盖章）年 月 日")
    assert labels(found) == ["姓名", "性别", "推荐渠道", "联系电话", "主要事迹"]
    assert found.fields[2].options == ("乡镇", "县直")


@pytest.mark.parametrize(
    "sheet",
    [
        "| 姓名 | | 性别 | | |\n| 家庭成员 | 称谓 | 姓名 | 年龄 | 工作单位 |\n| | | | | |\n| | | | | |\n| 主要事迹 | | | | |",
        "姓名 性别 家庭成员 称谓 姓名 年龄 工作单位 主要事迹 单位意见（盖章）",
        "姓名\n性别\n家庭成员\n称谓\n姓名\n年龄\n工作单位\n主要事迹\n单位意见\n（盖章）",
    ],
    ids=["rows", "spaces", "lines"],
)
def test_columns_of_a_sub_table_are_no_blanks_of_the_form(sheet: str) -> None:
    found = form(sheet)
    assert labels(found) == ["姓名", "性别", "家庭成员", "主要事迹"]
    assert [column.shown for column in found.fields[2].columns] == ["称谓", "姓名", "年龄", "工作单位"]


def test_an_example_filled_in_is_no_label() -> None:
    found = form("| 姓名 | 张演示 | 性别 | 女 |\n| 民族 | 汉族 | 学历 | 本科 |\n| 单位意见 | （盖章） | | |")
    assert labels(found) == ["姓名", "性别", "民族", "学历"]


def test_labels_no_list_knows_are_told_by_their_last_noun() -> None:
    found = form(
        "姓名 从事 护林 工作 年限 管护 林地 面积 联系电话 巡山 护林 经验 单位意见（盖章） 县林业局意见"
    )
    assert labels(found) == ["姓名", "从事护林工作年限", "管护林地面积", "联系电话", "巡山护林经验"]


def test_notes_below_a_form_are_not_of_it() -> None:
    found = form(
        "姓名 性别 民族 主要事迹 单位意见（盖章）年 月 日\n注：1.本表一式两份，姓名、联系电话、地址须如实填写。"
    )
    assert labels(found) == ["姓名", "性别", "民族", "主要事迹"]
    assert boxes(found) == ["单位意见"]


@pytest.mark.parametrize(
    "sheet",
    [
        "请填写姓名、性别、民族、联系电话和主要事迹，由所在单位签署意见后报送县林业局。",
        "联系人：张演示 联系电话：0000-1234567 地址：某某路1号",
        "各单位推荐的优秀护林员应当事迹突出、群众公认。",
    ],
)
def test_sentences_are_no_form(sheet: str) -> None:
    assert reading(sheet).forms == ()


def test_labels_run_together_are_left_when_much_of_them_is_strange() -> None:
    assert reading("姓名巡山里程性别所辖林班号护林防火性别奖惩单位意见盖章").forms == ()


def test_a_form_under_no_mark_of_an_annex() -> None:
    table = "“优秀护林员”推荐表\n姓名 | | 性别 | |\n主要事迹 | | | |\n单位意见 | （盖章） | | |"
    [alone] = read_notice(table).forms
    [below] = reading(table, "关于评选的通知\n各乡镇：\n现开展评选。\n某某县林业局\n2024年3月1日\n").forms
    assert labels(alone) == labels(below) == ["姓名", "性别", "主要事迹"]


def test_two_forms_in_one_annex() -> None:
    forms = reading(
        "| 姓名 | | 性别 | |\n| 单位意见 | （盖章） | | |\n“先进护林站”申报表\n| 单位名称 | | 负责人 | |\n| 县林业局意见 | （盖章） | | |"
    ).forms
    assert [(one.title.shown, labels(one), boxes(one)) for one in forms] == [
        ("“优秀护林员”推荐表", ["姓名", "性别"], ["单位意见"]),
        ("“先进护林站”申报表", ["单位名称", "负责人"], ["县林业局意见"]),
    ]


@pytest.mark.parametrize(
    "title", ["推荐对象征求意见表", "先进个人审批表", "申报书", "人选基本情况表", "评选登记表"]
)
def test_what_forms_are_called(title: str) -> None:
    head = HEAD.replace("“优秀护林员”推荐表", f"“优秀护林员”{title}")
    [found] = reading("姓名 性别 民族 公安机关意见（盖章） 税务部门意见（盖章）", head).forms
    assert boxes(found) == ["公安机关意见", "税务部门意见"]


@pytest.mark.parametrize("title", ["名额分配表", "考核评分表", "推荐汇总表", "责任书"])
def test_what_is_no_form(title: str) -> None:
    head = HEAD.replace("“优秀护林员”推荐表", f"“优秀护林员”{title}")
    assert reading("姓名 性别 民族 公安机关意见（盖章） 税务部门意见（盖章）", head).forms == ()


@pytest.mark.parametrize(
    "sheet",
    [
        "填报单位（盖章）：\n| 序号 | 姓名 | 性别 | 所在单位 | 备注 |\n| 1 | | | | |\n| 2 | | | | |",
        "填报单位（盖章）：\n序号 姓名 性别 所在单位 备注",
        "序 号\n姓 名\n性 别\n所在单位\n备 注",
        "序号|姓名|性别|所在单位|备注\n1| | | |\n2| | | |",
    ],
)
def test_columns_of_a_summary(sheet: str) -> None:
    head = HEAD.replace("“优秀护林员”推荐表", "“优秀护林员”推荐汇总表")
    [summary] = reading(sheet, head).summaries
    assert [column.shown for column in summary.columns] == ["序号", "姓名", "性别", "所在单位", "备注"]


@pytest.mark.parametrize(
    ("listed", "wanted"),
    [
        ("附件：1.甲村推荐表 2.甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件1：甲村推荐表.doc\n附件2：甲村汇总表.xls", ["甲村推荐表", "甲村汇总表"]),
        ("附表一：甲村推荐表\n附表二：甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件：\n1-1甲村推荐表\n1-2甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附 件：\n一、甲村推荐表\n二、甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件：甲村推荐表、甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件：1.甲村推荐表、2.甲村汇总表。", ["甲村推荐表", "甲村汇总表"]),
        ("附件：①甲村推荐表 ②甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附：甲村推荐表\n甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件： 1 甲村推荐表\n2 甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件1.甲村优秀护林员\n推荐表\n附件2.甲村汇总表", ["甲村优秀护林员推荐表", "甲村汇总表"]),
        ("附件（2份）：1.甲村推荐表（请到网站下载） 2.甲村汇总表", ["甲村推荐表", "甲村汇总表"]),
        ("附件：《甲村推荐表》《甲村汇总表》", ["甲村推荐表", "甲村汇总表"]),
        ("附：（1）甲村推荐表\n（2）《甲村汇总表》", ["甲村推荐表", "甲村汇总表"]),
        ("附件：\n附件1 甲村推荐表.docx", ["甲村推荐表"]),
        ("附件：1.甲村推荐表（略）\n2.甲村汇总表（另发）", ["甲村推荐表", "甲村汇总表"]),
        ("附件：1.甲村优秀护林员\n推荐表\n2.甲村汇总表", ["甲村优秀护林员推荐表", "甲村汇总表"]),
        ("邮箱：demo@example.invalid      附件：甲村推荐表", ["甲村推荐表"]),
        ("附件：1.甲村条件 2.乙村推荐表", ["甲村条件", "乙村推荐表"]),
    ],
)
def test_attachments(listed: str, wanted: list[str]) -> None:
    text = f"关于评选的通知\n各乡镇：\n现开展评选。\n{listed}\n某某县林业局\n2024年3月1日"
    assert facts_document(read_notice(text))["attachments"] == wanted


def test_files_to_download_below_a_notice_are_not_its_list() -> None:
    text = "关于评选的通知\n各乡镇：\n现开展评选。\n附件1：推荐表\n附件2：汇总表\n某某县林业局\n2024年3月1日\n附件2：汇总表.xls附件1：推荐表.doc"
    assert facts_document(read_notice(text))["attachments"] == ["推荐表", "汇总表"]


@pytest.mark.parametrize(
    "below",
    [
        "抄报：县委、县政府\n附：\n1、甲村推荐表.doc\n2、甲村评选办法\n3、甲村汇总表",
        "附件【甲村推荐表.docx】已下载12次\n附件【甲村评选办法.pdf】已下载3次\n附件【甲村汇总表.xlsx】已下载9次",
        "> 附件1 甲村推荐表.docx [下载次数:3次]\n> 附件2 甲村评选办法.pdf [下载次数:3次]\n> 附件3 甲村汇总表.xls [下载次数:1次]",
    ],
    ids=["list below the copies", "files in brackets", "files with counts"],
)
def test_attachments_below_the_signature(below: str) -> None:
    text = f"关于评选的通知\n各乡镇：\n现开展评选。\n某某县林业局\n2024年3月1日\n{below}"
    assert facts_document(read_notice(text))["attachments"] == ["甲村推荐表", "甲村评选办法", "甲村汇总表"]


def test_a_form_on_the_line_of_its_title() -> None:
    head = HEAD.replace("附件1\n“优秀护林员”推荐表\n", "附件1：“优秀护林员”推荐表 ")
    [found] = reading("姓名 性别 民族 主要事迹 单位意见（盖章）年 月 日", head).forms
    assert labels(found) == ["姓名", "性别", "民族", "主要事迹"]


@pytest.mark.parametrize(
    ("text", "label", "options"),
    [
        ("护林方式。请在“巡山”“瞭望”“驻守”中选择一项。", "护林方式", ["巡山", "瞭望", "驻守"]),
        (
            "二、评选标准\n1.优秀护林员（巡山类）\n2.优秀护林员（瞭望类）\n3.优秀护林员（驻守类）",
            "类别",
            ["巡山类", "瞭望类", "驻守类"],
        ),
    ],
)
def test_options_named_in_the_text(text: str, label: str, options: list[str]) -> None:
    head = HEAD.replace("现开展评选。", f"现开展评选。\n{text}")
    assert facts_document(reading("姓名 性别 民族 单位意见", head))["enums"][label] == options


def test_options_named_in_the_notes_of_a_form() -> None:
    note = "填表说明\n一、单位性质根据实际选填机关、事业单位、国有林场或其他。\n"
    sheet = f"{note}| 姓名 | | 单位性质 | |\n| 单位意见 | （盖章） | | |"
    assert facts_document(reading(sheet))["enums"] == {"单位性质": ["机关", "事业单位", "国有林场", "其他"]}


@pytest.mark.parametrize(
    "text", ["1.优秀护林员（巡山类）\n2.先进护林站（瞭望类）", "单位性质由推荐单位填写，不得空缺。"]
)
def test_no_options_where_none_are_listed(text: str) -> None:
    head = HEAD.replace("现开展评选。", f"现开展评选。\n{text}")
    assert "enums" not in facts_document(reading("姓名 性别 民族 单位意见", head))


def test_the_name_of_the_honour_is_no_part_of_a_label() -> None:
    found = form(
        "| 姓名 | | 性别 | |\n| “优秀护林员”三年工作计划 | （限800字） | 民族 | |\n| 单位意见 | （盖章） | | |"
    )
    assert labels(found) == ["姓名", "性别", "三年工作计划", "民族"]


def test_a_row_of_labels_over_blanks_is_no_sub_table() -> None:
    found = form("| 姓名 | 性别 | 年龄 | 民族 |\n| | | | |\n| 主要事迹 | | | |\n| 单位意见 | （盖章） | | |")
    assert labels(found) == ["姓名", "性别", "年龄", "民族", "主要事迹"]


def test_boxes_whose_label_and_seal_share_a_cell() -> None:
    found = form("| 姓名 | | 性别 | |\n| 单位意见：（盖章） 年 月 日 |\n| 县林业局意见（公章） 年 月 日 |")
    assert boxes(found) == ["单位意见", "县林业局意见"]


def test_a_title_in_the_first_cell_of_its_table() -> None:
    head = HEAD.replace("“优秀护林员”推荐表\n", "")
    [found] = reading(
        "| “优秀护林员”推荐表 | | | |\n| 姓名 | | 性别 | |\n| 单位意见 | （盖章） | | |", head
    ).forms
    assert (found.title.shown, labels(found)) == ("“优秀护林员”推荐表", ["姓名", "性别"])


def test_a_whole_form_filled_in_as_an_example() -> None:
    found = form(
        "| 姓名 | 张演示 | 性别 | 女 | 民族 | 汉族 |\n| 政治面貌 | 党员 | 学历 | 本科 | 职务 | 副校长 |\n"
        "| 联系电话 | 138 0000 0000 | 身份证号 | | | |\n| 单位意见 | 同意推荐。（盖章） | | | | |"
    )
    assert labels(found) == ["姓名", "性别", "民族", "政治面貌", "学历", "职务", "联系电话", "身份证号"]


def test_words_set_apart_in_a_blank_are_options() -> None:
    found = form("| 姓名 | | 性别 | |\n| 级别 | 县级 乡级 村级 | 民族 | |\n| 单位意见 | （盖章） | | |")
    assert (labels(found)[2], found.fields[2].options) == ("级别", ("县级", "乡级", "村级"))


def test_a_form_that_lists_one_nominee_a_row_is_a_summary() -> None:
    facts = reading("| 序号 | 姓名 | 单位 | 备注 |\n| 1 | | | |\n| 2 | | | |")
    [summary] = facts.summaries
    assert (facts.forms, [column.shown for column in summary.columns]) == (
        (),
        ["序号", "姓名", "单位", "备注"],
    )


def test_two_rows_that_head_a_summary_are_one() -> None:
    head = HEAD.replace("推荐表", "推荐汇总表")
    [summary] = reading(
        "| 序号 | 护林站 | 站长 | | 备注 |\n| | | 姓名 | 职务 | |\n| 1 | | | | |\n| 2 | | | | |", head
    ).summaries
    assert [column.shown for column in summary.columns] == ["序号", "护林站", "姓名", "职务", "备注"]


def test_labels_broken_side_by_side_are_joined() -> None:
    sheet = "姓名        性别        民族\n参加工      专业技      健康\n作时间      术职务      状况\n"
    sheet += "推荐\n单位          （盖章）\n意见        年  月  日"
    found = form(sheet)
    assert labels(found) == ["姓名", "性别", "民族", "参加工作时间", "专业技术职务", "健康状况"]
    assert boxes(found) == ["推荐单位意见"]


def test_what_asks_for_too_much_is_no_form() -> None:
    assert reading("| 姓名 | | 性别 | |\n" * 200 + "| 单位意见 | （盖章） | | |").forms == ()


@pytest.mark.parametrize(
    "text", ["附件1、2由各单位填写后报县局。", "附件2一式两份，加盖公章后报送。", "附件见后"]
)
def test_sentences_about_attachments_are_no_list(text: str) -> None:
    notice = f"关于评选的通知\n各乡镇：\n现开展评选。\n{text}\n某某县林业局\n2024年3月1日"
    assert "attachments" not in facts_document(read_notice(notice))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("推荐单位（盖章）：        填报时间：  年  月  日", ["推荐单位", "填报时间"]),
        ("推荐单位： 填报时间：2024年 月 日", ["推荐单位", "填报时间"]),
        ("填表说明：本表一式两份", []),
        ("推荐单位：某某县林业局", []),
    ],
)
def test_blanks_above_a_table(line: str, wanted: list[str]) -> None:
    found = form(f"{line}\n| 姓名 | | 性别 | |\n| 单位意见 | （盖章） | | |")
    assert [blank.label.shown for blank in found.fields if blank.in_heading] == wanted


def test_who_signs_a_box_is_no_blank() -> None:
    found = form("姓名 性别 民族 主要事迹 单位意见 站长（签名）： 单位（盖章） 年 月 日 县林业局意见（盖章）")
    assert (labels(found), boxes(found)) == (
        ["姓名", "性别", "民族", "主要事迹"],
        ["单位意见", "县林业局意见"],
    )


def test_breaks_written_as_tags_within_cells() -> None:
    found = form(
        "| 姓名 | | 出生<br>年月 | |\n| 主要<br/>事迹 | | 民族 | |\n| 单位意见 | （盖章）<br>年 月 日 | | |"
    )
    assert (labels(found), boxes(found)) == (["姓名", "出生年月", "主要事迹", "民族"], ["单位意见"])
