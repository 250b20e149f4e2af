"""PDF papers: page codes that scan, pages that count, text that fits or goes on, letters no font has."""

import re
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from pingxuan.core.finding import Refused
from pingxuan.core.page_code import PageCode, decode, grouped
from pingxuan.core.paper import PageStyle, Paper, Paragraph
from pingxuan.core.papers.certificate import certificate
from pingxuan.core.papers.decision import decision
from pingxuan.core.papers.forms import blank_form
from pingxuan.core.papers.publication import publication
from pingxuan.core.papers.summaries import summary
from pingxuan.core.words import PaperKind
from pingxuan.documents import write_pdf as module
from pingxuan.documents.write_pdf import missing_characters, write_pdf
from pingxuan.documents.writing import WritingContext
from tests.documents.invented import (
    AT,
    CONTEXT,
    DEEDS,
    DIGEST,
    FANDOL,
    annex_award,
    certificate_facts,
    decision_facts,
    every_paper,
    filled,
    publication_facts,
    summary_facts,
)
from tests.documents.reading import pdf_of, pdf_pages, pdf_sizes


def scanned(data: bytes, page: int, dpi: int = 150) -> list[str]:
    """What a scanner reads from the QR codes of a page."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[page].render(scale=dpi / 72).to_pil().convert("L")
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("dirs", [(), (FANDOL,)], ids=["noto", "folder"])
def test_a_filled_form_is_one_page_in_whatever_fonts_are_at_hand(dirs: tuple[Path, ...]) -> None:
    data = write_pdf([filled(annex_award())], WritingContext(AT, dirs))
    assert pdf_sizes(data) == [(210, 297)]
    assert DEEDS[:16] in pdf_pages(data)[0]


def test_it_is_archivable_and_says_what_it_is() -> None:
    data = write_pdf([filled(annex_award())], CONTEXT)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    with pypdfium2.PdfDocument(data) as document:
        said = document.get_metadata_dict()
    assert said["Title"] == "“微笑新疆示范单位”推荐表"
    assert said["CreationDate"] == "D:20310402010000Z"


def test_another_time_gives_other_bytes() -> None:
    papers = [filled(annex_award())]
    later = WritingContext(datetime(2031, 4, 3, tzinfo=UTC))
    assert write_pdf(papers, CONTEXT) != write_pdf(papers, later)


def test_every_page_has_its_own_code_and_says_which_it_is() -> None:
    data = write_pdf([summary(annex_award(), summary_facts(55))], CONTEXT)
    pages = pdf_pages(data)
    codes = [decode(text) for page in range(len(pages)) for text in scanned(data, page)]
    assert codes == [PageCode("WM31", "N", 3, 1, page) for page in range(1, len(pages) + 1)]
    assert len(pages) == 3
    for number, (text, code) in enumerate(zip(pages, codes, strict=True), 1):
        assert grouped(code) in text
        assert f"第{number}页共3页第1版" in text
        assert f"内容摘要{DIGEST}" in text


def test_each_paper_of_a_packet_counts_its_own_pages() -> None:
    papers = [
        filled(annex_award()),
        filled(annex_award(), deeds=DEEDS * 4, page_code=PageCode("WM31", "A", 18, 1)),
        filled(annex_award(), page_code=PageCode("WM31", "A", 19, 1)),
    ]
    data = write_pdf(papers, CONTEXT)
    codes = [decode(text) for page in range(len(pdf_pages(data))) for text in scanned(data, page)]
    assert [(code.record, code.page) for code in codes] == [(17, 1), (18, 1), (18, 2), (19, 1)]
    assert [re.findall(r"第\d页共\d页", text)[0] for text in pdf_pages(data)] == [
        "第1页共1页",
        "第1页共2页",
        "第2页共2页",
        "第1页共1页",
    ]


def test_a_code_scans_from_a_poor_copy() -> None:
    data = write_pdf([filled(annex_award())], CONTEXT)
    assert [decode(text) for text in scanned(data, 0, dpi=90)] == [PageCode("WM31", "A", 17, 2, 1)]


def test_more_pages_than_expected_still_get_their_codes() -> None:
    lines = tuple(Paragraph(text="一") for _ in range(120))
    paper = Paper(
        kind=PaperKind.SUMMARY_TABLE,
        style=PageStyle.SUMMARY,
        title=("表",),
        blocks=lines,
        page_code=PageCode("WM31", "N", 1, 1),
    )
    data = write_pdf([paper], CONTEXT)
    assert [decode(text).page for page in range(4) for text in scanned(data, page)] == [1, 2, 3, 4]


def test_a_blank_form_has_no_version_yet() -> None:
    text = pdf_of([blank_form(annex_award(), page_code=PageCode("WM31", "A", 0, 0))], CONTEXT)[0]
    assert "第0版" not in text


@pytest.mark.parametrize("times", [3, 8, 40])
def test_long_deeds_go_on_and_lose_nothing(times: int) -> None:
    deeds = "".join(f"第{number}件事，热心周到，群众满意。" for number in range(times * 20))
    pages = pdf_of([filled(annex_award(), deeds=deeds)], CONTEXT)
    first, rest = pages[0], "".join(pages[1:])
    assert "（下接续页）" in first
    assert "主要事迹（续）" in rest
    marks = re.findall(r"第(\d+)件事", re.sub(r"（下接续页）.*?（续）", "", "".join(pages), flags=re.DOTALL))
    assert sorted(set(map(int, marks))) == list(range(times * 20))


def test_deeds_of_the_usual_length_stay_on_the_form() -> None:
    pages = pdf_of([filled(annex_award(), deeds="某" * 500)], CONTEXT)
    assert [page.count("某" * 20) > 0 for page in pages] == [True]
    assert "续页" not in pages[0]


def test_a_short_field_with_a_long_answer_goes_on_too() -> None:
    pages = pdf_of([filled(annex_award(), name="某" * 300 + "终")], CONTEXT)
    assert "单位名称（续）" in pages[1]
    assert "".join(pages).count("某") >= 300
    assert "终" in pages[1]


def test_characters_no_font_has_are_marked_and_named() -> None:
    paper = filled(annex_award(), head="张㛃𪚥")
    assert missing_characters([paper], CONTEXT) == ("𪚥",)
    text = pdf_of([paper], CONTEXT)[0]
    assert "张㛃〓" in text
    assert "注：打印字库缺字（U+2A6A5），本件以“〓”代替" in text


def test_many_missing_characters_are_counted() -> None:
    pages = pdf_of([filled(annex_award(), head="".join(map(chr, range(0x2A6A0, 0x2A6B0))))], CONTEXT)
    assert len(pages) == 1
    assert "U+2A6A7等16字）" in pages[0]


@pytest.mark.parametrize(
    "name", ["张㛃", "李䶮", "王堃赟玥祎", "古丽·艾山", "阿不都热依木·买买提尼亚孜", "ئۇيغۇر تىلى"]
)
def test_names_of_all_peoples_are_printed(name: str) -> None:
    paper = filled(annex_award(), head=name)
    assert missing_characters([paper], CONTEXT) == ()
    text = pdf_of([paper], CONTEXT)[0]
    assert "〓" not in text
    assert set(name) - {" "} <= set(text)


def test_a_variant_mark_is_no_missing_character() -> None:
    paper = filled(annex_award(), head="葛\U000e0100某\ufe00")
    assert missing_characters([paper], CONTEXT) == ()
    assert "葛某" in pdf_of([paper], CONTEXT)[0]


def test_long_codes_stay_in_their_cells_and_copy_whole() -> None:
    text = pdf_of([every_paper(annex_award())["consultation letter"]], CONTEXT)
    assert "".join(text).count("91650000MA0000000X") == 3


def test_a_decision_has_text_on_its_first_page_and_its_imprint_on_the_last() -> None:
    pages = pdf_of([decision(decision_facts(30))], CONTEXT)
    assert "按照《关于开展" in pages[0]
    assert ["印发" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert [
        page.endswith(f"—{number}—") or f"—{number}—" in page for number, page in enumerate(pages, 1)
    ] == [True] * len(pages)


def test_a_signature_never_stands_on_a_page_alone() -> None:
    for count in range(14):
        opening = tuple("为进一步提升服务水平，现将有关事项公示如下。" for _ in range(count + 1))
        pages = pdf_of([publication(replace(publication_facts(), opening=opening))], CONTEXT)
        signed = next(page for page in pages if "2031年4月4日" in page)
        assert "电子邮箱" in signed


def test_a_certificate_lies_lengthways_and_its_code_leads_to_the_check() -> None:
    data = write_pdf([certificate(certificate_facts())], CONTEXT)
    assert pdf_sizes(data) == [(297, 210)]
    assert scanned(data, 0) == ["https://example.invalid/v/2031-B-042"]


def test_a_certificate_to_a_very_long_name_is_still_one_page() -> None:
    facts = replace(certificate_facts(), recipient="某" * 60, organ="某" * 40, honour="服" * 30)
    assert pdf_sizes(write_pdf([certificate(facts)], CONTEXT)) == [(297, 210)]


def test_threads_may_write_at_once() -> None:
    papers = [[filled(annex_award(), head=f"张{number}")] for number in range(6)]
    alone = [write_pdf(paper, CONTEXT) for paper in papers]
    together: dict[int, bytes] = {}

    def write(number: int) -> None:
        together[number] = write_pdf(papers[number], CONTEXT)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(6)] == alone


def test_a_template_that_fails_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "main.typ"
    broken.write_text("#panic(data)")
    monkeypatch.setattr(module, "TEMPLATE", broken)
    module._compiler.cache_clear()
    with pytest.raises(Refused) as refused:
        write_pdf([filled(annex_award())], CONTEXT)
    module._compiler.cache_clear()
    assert [finding.code for finding in refused.value.findings] == ["paper_not_drawn"]


def test_a_warning_counts_as_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    warned = tmp_path / "main.typ"
    warned.write_text('#text(font: "No Such Family")[一]')
    monkeypatch.setattr(module, "TEMPLATE", warned)
    module._compiler.cache_clear()
    with pytest.raises(Refused) as refused:
        write_pdf([filled(annex_award())], CONTEXT)
    module._compiler.cache_clear()
    assert [finding.code for finding in refused.value.findings] == ["paper_not_drawn"]
