"""The tags, parts and layouts of the pages: what they draw and say, and that hostile text stays text."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from pingxuan.core.definition import Field, Form
from pingxuan.core.finding import Finding
from pingxuan.core.words import FieldKind, NominationState
from pingxuan.web import charts, display
from pingxuan.web.blank import Blank, Gauge
from pingxuan.web.context import NavGroup, NavItem, Site
from pingxuan.web.marked import Evidence, pieces

HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}'
DEEDS = Field(key="deeds", label="主要事迹", kind=FieldKind.LONG_TEXT, min_chars=300, max_chars=500)
PHONE = Field(key="phone", label="联系电话", kind=FieldKind.PHONE)
NATURE = Field(key="nature", label="单位性质", kind=FieldKind.OPTION, options=("行政事业单位", "国企"))


def drawn(source: str, **context: Any) -> html.HtmlElement:
    template = engines["django"].from_string("{% load pingxuan %}" + source)
    return html.fromstring(f"<div>{template.render(context)}</div>")


def page(name: str, **context: Any) -> html.HtmlElement:
    return html.document_fromstring(render_to_string(f"pingxuan/{name}", context))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- dates, masks, states ---


@pytest.mark.parametrize(
    ("filter_", "value", "said"),
    [
        ("date_words", date(2023, 2, 27), "2023年2月27日"),
        ("date_words", datetime(2023, 2, 26, 16, 30, tzinfo=UTC), "2023年2月27日"),
        ("date_words", None, "--"),
        ("short_date", date(2023, 2, 7), "2月7日"),
        ("stamp", datetime(2023, 2, 27, 10, 0, tzinfo=UTC), "2023-02-27 18:00"),
        ("cut_off", datetime(2023, 2, 27, 10, 0, tzinfo=UTC), "2023年2月27日 18:00（北京时间）"),
        ("or_dashes", "", "--"),
        ("or_dashes", 0, "0"),
        ("masked_phone", "13800001234", "138****1234"),
        ("masked_phone", "138 0000 1234", "138****1234"),
        ("masked_phone", "0996-2123456", "0996****56"),
        ("masked_phone", "1234", "****"),
        ("masked_phone", "", ""),
        ("masked_name", "王小明", "王*明"),
        ("masked_name", "李明", "李*"),
        ("masked_name", "阿依努尔·买买提", "阿****"),
        ("masked_name", "", ""),
    ],
)
def test_a_value_is_written_for_people(filter_: str, value: object, said: str) -> None:
    assert words(drawn(f"{{{{ value|{filter_} }}}}", value=value)) == said


def test_a_plain_state_is_grey_text_and_others_are_tags() -> None:
    draft, returned = (
        drawn("{% state_tag state %}", state=state)[0]
        for state in (NominationState.DRAFT, NominationState.RETURNED)
    )
    assert (draft.get("class"), words(draft)) == ("muted", "填报中")
    assert (returned.get("class"), words(returned)) == ("tag tag-warn", "退回修改")


def test_every_nomination_state_has_its_tone() -> None:
    assert [state for state in NominationState if state not in display._TONES] == []


# --- blanks of a form ---


def test_a_blank_shows_its_own_findings_and_says_it_is_invalid() -> None:
    findings = (
        Finding("phone_shape", "电话少一位，请改正。", "phone"),
        Finding("other", "另一处。", "deeds"),
    )
    field = drawn("{% form_field blank value findings %}", blank=PHONE, value="1380000", findings=findings)
    control = field.get_element_by_id("f-phone")
    assert (control.get("value"), control.get("aria-invalid"), control.get("type")) == (
        "1380000",
        "true",
        "tel",
    )
    assert [note.get("data-code") for note in field.find_class("hint-bad")] == ["phone_shape"]
    assert control.get("aria-describedby") == "f-phone-notes"
    assert field.get_element_by_id("f-phone-notes") is not None


def test_a_warning_does_not_make_a_blank_invalid() -> None:
    warning = (Finding("similar", "名称相近，请说明。", "phone", blocks=False),)
    field = drawn("{% form_field blank '' findings %}", blank=PHONE, findings=warning)
    assert field.get_element_by_id("f-phone").get("aria-invalid") is None
    assert [note.get("data-code") for note in field.find_class("hint-warn")] == ["similar"]


def test_an_option_blank_is_a_group_of_radios_with_the_kept_one_checked() -> None:
    field = drawn("{% form_field blank '国企' %}", blank=NATURE)
    assert [(box.get("value"), box.get("checked")) for box in field.iter("input")] == [
        ("行政事业单位", None),
        ("国企", "checked"),
    ]
    assert field.find(".//legend") is not None


def test_many_options_become_a_list() -> None:
    blank = Field(key="k", label="类别", kind=FieldKind.OPTION, options=tuple("甲乙丙丁戊己庚辛壬"))
    field = drawn("{% form_field blank '丙' %}", blank=blank)
    assert [option.text for option in field.iter("option") if option.get("selected") is not None] == ["丙"]


def test_rows_keep_what_was_filled_and_leave_two_to_write_on() -> None:
    blank = Field(key="cv", label="简历", kind=FieldKind.ROWS, columns=(Field(key="at", label="起止年月"),))
    field = drawn("{% form_field blank value %}", blank=blank, value=[{"at": "2010.12"}])
    assert [(box.get("name"), box.get("value")) for box in field.iter("input")] == [
        ("cv-0-at", "2010.12"),
        ("cv-1-at", ""),
        ("cv-2-at", ""),
    ]


@pytest.mark.parametrize("kind", list(FieldKind), ids=str)
def test_every_kind_of_field_is_drawn_with_a_label(kind: FieldKind) -> None:
    blank = Field(key="k", label="栏目", kind=kind, options=("甲",), columns=(Field(key="c", label="列"),))
    field = drawn("{% form_field blank %}", blank=blank)
    label = field.find(".//label") if field.find(".//legend") is None else field.find(".//legend")
    assert words(label) == "栏目"
    assert field.xpath(".//input|.//select|.//textarea") != []


def test_a_long_text_keeps_its_leading_line_break() -> None:
    field = drawn("{% form_field blank value %}", blank=DEEDS, value="\n第一段")
    assert field.get_element_by_id("f-deeds").text.lstrip("\n") == "第一段"


@pytest.mark.parametrize(
    ("count", "tone", "note"),
    [
        (0, "warn", "还差 300 字"),
        (299, "warn", "还差 1 字"),
        (300, "ok", "字数符合要求"),
        (500, "ok", "字数符合要求"),
        (501, "bad", "超出 1 字"),
    ],
)
def test_the_gauge_says_how_far_the_length_is(count: int, tone: str, note: str) -> None:
    gauge = Gauge(count, 300, 500)
    assert (gauge.tone, gauge.note, gauge.wanted) == (tone, note, "300–500 字")


def test_the_gauge_marks_the_zone_on_its_scale() -> None:
    gauge = Gauge(250, 300, 500)
    assert (gauge.filled, gauge.zone_start, gauge.zone_end) == (41.7, 50.0, 83.3)


def test_too_long_is_a_warning_where_an_annex_page_is_allowed() -> None:
    gauge = Gauge(520, 300, 500, annex_page=True)
    assert (gauge.tone, gauge.note) == ("warn", "超出 20 字，可另附页")


@pytest.mark.parametrize("shape", ["text", "long", "pick", "select", "checks", "photo", "file", "rows"])
def test_each_shape_has_its_template(shape: str) -> None:
    assert Path(f"src/pingxuan/templates/pingxuan/parts/blank_{shape}.html").is_file()
    assert shape in {
        Blank(Field(key="k", label="k", kind=k, options=o), "k").shape for k in FieldKind for o in OPTIONS
    }


OPTIONS = (("甲",), tuple("甲乙丙丁戊己庚辛壬"))


def test_hostile_text_stays_text() -> None:
    field = drawn("{% form_field blank value %}", blank=DEEDS, value=HOSTILE)
    found = drawn("{% findings_list findings %}", findings=[Finding("x", HOSTILE, HOSTILE, HOSTILE)])
    marked = drawn("{% marked_pieces cut %}", cut=pieces(HOSTILE, [Evidence(HOSTILE, 0, 8)]))
    tagged = drawn("{% tag text %}{% icon 'check' text %}", text=HOSTILE)
    assert [element for part in (field, found, marked, tagged) for element in part.iter("img")] == []
    assert words(marked) == HOSTILE


# --- Django's own forms ---


class Example(forms.Form):
    title = forms.CharField(label="标题", help_text="不超过二十字。")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="已核对")


def test_a_django_field_is_drawn_with_label_help_and_errors() -> None:
    form = Example({"title": ""})
    field = drawn("{% control form.title %}", form=form)
    control = field.get_element_by_id("id_title")
    assert control.get("class") == "input"
    assert [
        field.get_element_by_id(name) is not None for name in control.get("aria-describedby").split()
    ] == [True, True]
    assert len(field.find_class("hint-bad")) == 1


def test_a_single_box_stands_inside_its_label() -> None:
    field = drawn("{% control form.agreed %}", form=Example())
    assert words(field.find(".//label")) == "已核对"
    assert field.find(".//label/input").get("type") == "checkbox"


# --- findings ---


def test_findings_put_what_must_change_first_and_name_the_field_as_printed() -> None:
    form = Form(title="推荐表", fields=(PHONE, DEEDS))
    findings = [
        Finding("may", "可以说明。", "deeds", "通知三", blocks=False),
        Finding("must", "必须改正。", "phone"),
        Finding("cell", "请核对这一格。", "附件4!C5"),
    ]
    block = drawn("{% findings_list findings form %}", findings=findings, form=form)
    assert [line.get("data-code") for line in block.iter("li")] == ["must", "cell", "may"]
    assert [words(small) for small in block.iter("small")] == ["联系电话", "附件4!C5", "主要事迹依据：通知三"]
    assert [link.get("href") for link in block.iter("a")] == ["#f-phone", "#f-deeds"]
    assert words(block.find_class("meta")[0]) == "必改 2 项可说明 1 项"


def test_no_findings_draw_nothing() -> None:
    assert words(drawn("{% findings_list findings %}", findings=())) == ""


# --- pagination ---


def test_the_pager_keeps_the_filter() -> None:
    request = RequestFactory().get("/nominations", {"body": "库尔勒市", "page": "2"})
    pager = drawn("{% pager page %}", page=Paginator(range(130), 20).page(2), request=request)
    links = [link.get("href") for link in pager.iter("a")]
    assert links[0] == "?page=1&body=%E5%BA%93%E5%B0%94%E5%8B%92%E5%B8%82"
    assert words(pager.find(".//span")) == "共 130 条，第 2／7 页"


def test_one_page_needs_no_links() -> None:
    pager = drawn("{% pager page %}", page=Paginator(range(3), 20).page(1))
    assert list(pager.iter("a")) == []


# --- charts ---


@pytest.mark.parametrize(
    ("places", "kinds"),
    [
        (charts.Places(quota=4, passed=1, failing=1, drafts=1), ["ok", "bad", "draft", "none"]),
        (charts.Places(quota=1, passed=2), ["ok", "over"]),
        (charts.Places(quota=0), []),
    ],
)
def test_one_place_is_one_cell(places: charts.Places, kinds: list[str]) -> None:
    drawing = html.fromstring(charts.cells(places))
    assert [cell.get("class") for cell in drawing.iter("rect")] == [f"c-{kind}" for kind in kinds]


def test_cells_say_in_words_what_they_colour() -> None:
    said = charts.cells_in_words(charts.Places(quota=35, passed=19, failing=3, drafts=7))
    assert said == "名额35：已报送19，退回修改3，填报中7，未启动6"


def test_a_quota_of_hundreds_wraps_instead_of_shrinking() -> None:
    drawing = html.fromstring(charts.cells(charts.Places(quota=100, passed=100)))
    assert len({cell.get("y") for cell in drawing.iter("rect")}) == 3


def test_the_line_ends_at_the_last_count_and_the_pace_at_the_goal() -> None:
    trend = charts.Trend(
        days=[(date(2023, 2, 13), 3), (date(2023, 2, 20), 50)], goal=100, due=date(2023, 2, 27)
    )
    drawing = html.fromstring(charts.line(trend))
    pace = drawing.xpath(".//*[@class='pace']")[0]
    point = drawing.xpath(".//*[@class='point']")[0]
    assert (pace.get("x2"), pace.get("y2")) == ("348.0", "18.0")
    assert (point.get("cx"), point.get("cy")) == ("189.0", "85.0")
    assert drawing.get("aria-label") == "截至2月20日累计50家，目标100家"


def test_a_line_of_no_days_is_nothing_and_of_one_day_is_drawn() -> None:
    nothing = charts.Trend(days=[], goal=100, due=date(2023, 2, 27))
    one = charts.Trend(days=[(date(2023, 2, 27), 0)], goal=0, due=date(2023, 2, 27))
    assert charts.line(nothing) == ""
    assert html.fromstring(charts.line(one)).get("role") == "img"


def test_a_histogram_has_one_column_a_bin_in_proportion() -> None:
    drawing = html.fromstring(charts.histogram([("60以下", 1), ("60–69", 4)], low=1))
    columns = [(bar.get("class"), float(bar.get("height"))) for bar in drawing.iter("rect")]
    assert columns == [("col col-low", 31.0), ("col", 124.0)]


@pytest.mark.parametrize(("percent", "width"), [(-5, "0%"), (65, "65%"), (140, "100%")])
def test_a_meter_stays_within_its_track(percent: int, width: str) -> None:
    assert html.fromstring(charts.meter(percent)).find("rect").get("width") == width


@pytest.mark.parametrize(("rate", "shade"), [(0, 0), (19, 0), (20, 1), (50, 2), (70, 3), (90, 4), (100, 4)])
def test_a_tile_is_shaded_by_its_rate(rate: int, shade: int) -> None:
    assert charts.Tile(name="库尔勒市", rate=rate, column=1, row=1).shade == shade


def test_bars_are_as_wide_as_their_share_of_the_longest() -> None:
    rows = [charts.Bar(label="甲", count=4, tone="blocks"), charts.Bar(label="乙", count=1)]
    block = drawn("{% bars rows %}", rows=rows)
    assert [(bar.get("class"), bar.get("width")) for bar in block.iter("rect")] == [
        ("bar-blocks", "100.0%"),
        (None, "25.0%"),
    ]


# --- marked text ---


def test_overlapping_evidence_is_cut_into_pieces_that_join_to_the_text() -> None:
    text = "库尔勒市35家"
    cut = list(pieces(text, [Evidence("body", 0, 4), Evidence("all", 2, 7), Evidence("off", 9, 12)]))
    assert cut == [("库尔", ("body",)), ("勒市", ("body", "all")), ("35家", ("all",))]
    assert "".join(words_ for words_, _ in cut) == text


def test_text_without_evidence_is_one_piece() -> None:
    assert list(pieces("通知", [])) == [("通知", ())]
    assert list(pieces("", [])) == []


# --- layouts ---

NAV = (
    NavGroup(label="本次评选", items=(NavItem(label="推荐材料", url="/n", count=9, hot=True, current=True),)),
)


def test_the_shell_shows_the_navigation_and_where_one_is() -> None:
    shell = page("shell.html", nav=NAV, who="州办经办", crumbs=[("首页", "/"), ("推荐材料", "")])
    (link,) = shell.xpath("//nav[@class='side']//a")
    assert (words(link), link.get("aria-current")) == ("推荐材料9", "page")
    assert [item.get("aria-current") for item in shell.xpath("//ol[@class='crumb']/li")] == [None, "page"]


@pytest.mark.parametrize("layout", ["shell.html", "phone.html", "public.html", "solo.html"])
def test_a_demonstration_says_so_on_every_page(layout: str) -> None:
    assert words(page(layout, demo=True).find_class("demo-bar")[0]).startswith("演示数据")
    assert page(layout, demo=False).find_class("demo-bar") == []


@pytest.mark.parametrize("layout", ["shell.html", "phone.html", "public.html", "solo.html"])
def test_a_page_has_one_main_and_a_way_to_skip_to_it(layout: str) -> None:
    drawn_page = page(layout)
    assert len(drawn_page.xpath("//main[@id='main']")) == 1
    assert drawn_page.find_class("skip")[0].get("href") == "#main"
    assert drawn_page.get("lang") == "zh-CN"


def test_the_footer_shows_only_the_facts_given() -> None:
    full = page(
        "public.html", site=Site(organiser="某州办公室", phone="0996-0000000", icp_record="某ICP备0号")
    )
    bare = page("public.html", site=Site())
    assert words(full.find_class("public-foot")[0]) == "主办单位：某州办公室联系电话：0996-0000000 某ICP备0号"
    assert words(bare.find_class("public-foot")[0]) == ""


@pytest.mark.parametrize("code", ["400", "403_csrf", "404", "413", "429", "500", "503"])
def test_an_error_page_needs_nothing_to_be_drawn_and_says_what_next(code: str) -> None:
    drawn_page = page(f"errors/{code}.html")
    assert len(drawn_page.xpath("//h1")) == 1
    assert drawn_page.xpath("//main//a/@href") == ["/"]


def test_an_error_page_gives_the_number_to_call_with() -> None:
    drawn_page = page("errors/500.html", number="20230221-7", site=Site(phone="0996-0000000"))
    assert "20230221-7" in words(drawn_page.find_class("error-code")[0])
    assert "0996-0000000" in words(drawn_page.find_class("error-code")[0])
