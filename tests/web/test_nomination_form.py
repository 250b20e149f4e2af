"""The form on the web: every kind of blank, drafts never lost, all findings at once, files, hand-in."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pingxuan.core.words import NominationState
from pingxuan.models import Draft, Nomination, StoredFile
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, DEEDS, HONOURED_2021, PERSON, UNIT
from tests.web.full_form import TYPED, full_house, photo
from tests.web.visitors import HOSTILE, MOST_QUERIES, answers_alike, browser_of, stranger_of

S = NominationState


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> House:
    settings.PINGXUAN_FILES = tmp_path / "files"
    return full_house(monkeypatch)


@pytest.fixture
def nomination(house: House) -> Nomination:
    return make_nomination(house, S.DRAFT, name="城东服务窗口")


@pytest.fixture
def body(house: House) -> Client:
    return browser_of(house.officers[CITY])


def at(nomination: Nomination, part: str = "") -> str:
    return f"/nominations/{nomination.pk}/form{part}"


def kept(nomination: Nomination) -> dict[str, Any]:
    return dict(Draft.objects.get(nomination=nomination).answers)


def listed(page: Any) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in page.context["listed"]}


def shown(page: Any) -> dict[str, Any]:
    return {blank.name: blank.value for section in page.context["sections"] for blank in section.blanks}


def send(body: Client, nomination: Nomination, act: str = "next", **changes: Any) -> Any:
    version = Draft.objects.get(nomination=nomination).version
    return body.post(at(nomination), {**TYPED, "version": version, "act": act, **changes})


# --- beginning ---


def test_a_nomination_begins_with_its_name_and_unit(house: House, body: Client) -> None:
    unit = next(iter(HONOURED_2021))
    address = f"/campaigns/{house.campaign.pk}/nominations/new"
    assert unit in body.get(address).content.decode()
    assert body.post(address, {"award": PERSON, "nominee": "刘小安", "unit": unit}).status_code == 302
    begun = Nomination.objects.get()
    assert (begun.nominee_name, begun.nominating_body.name, kept(begun)) == (
        "刘小安",
        CITY,
        {"name": "刘小安", "unit": unit},
    )


@pytest.mark.parametrize("told", [{"award": UNIT, "nominee": " "}, {"award": "x", "nominee": "窗口"}, {}])
def test_a_beginning_without_name_or_award_is_refused(
    house: House, body: Client, told: dict[str, str]
) -> None:
    page = body.post(f"/campaigns/{house.campaign.pk}/nominations/new", told)
    assert page.status_code == 422
    assert page.context["form"]["nominee"].value() == told.get("nominee")
    assert Nomination.objects.count() == 0


# --- filling ---


def test_every_kind_of_blank_is_shown_and_kept(nomination: Nomination, body: Client) -> None:
    page = body.get(at(nomination))
    assert {blank.shape for s in page.context["sections"] for blank in s.blanks} == {
        "text", "long", "pick", "checks", "rows", "photo", "file",
    }  # fmt: skip
    answer = send(body, nomination, photos=[photo()])
    assert answer.headers["Location"] == at(nomination, "/confirm")
    answers = kept(nomination)
    assert answers["languages"] == ["汉语", "英语"]
    assert answers["honours"] == [{"when": "2019年", "what": ""}]
    assert [row.media_type for row in StoredFile.objects.filter(pk__in=answers["photos"])] == ["image/jpeg"]


def test_all_findings_are_told_at_once_and_everything_typed_stays(
    nomination: Nomination, body: Client
) -> None:
    wrong = {
        "phone": "0996-212",
        "deeds": "太短",
        "staff": "很多",
        "since": "早年",
        "nature": "",
        "address": "",
    }
    page = send(body, nomination, **wrong)
    assert page.status_code == 422
    assert listed(page) == {
        ("phone_shape", "phone"), ("too_short", "deeds"), ("number_shape", "staff"), ("date_shape", "since"),
        ("required_missing", "nature"), ("required_missing", "address"), ("required_missing", "photos"),
    }  # fmt: skip
    assert {finding.basis for finding in page.context["listed"]} == {"附件2"}
    assert {key: shown(page)[key] for key in wrong} == wrong
    assert {key: kept(nomination)[key] for key in wrong} == wrong


def test_saving_asks_nothing_and_says_so(nomination: Nomination, body: Client) -> None:
    answer = send(body, nomination, act="save", phone="")
    assert answer.headers["Location"] == at(nomination)
    assert kept(nomination)["phone"] == ""


def test_hostile_text_is_only_text_and_what_no_database_keeps_stays_in_sight(
    nomination: Nomination, body: Client
) -> None:
    send(body, nomination, act="save", address=f"{HOSTILE}\x00", deeds="一\r\n二")
    assert (kept(nomination)["address"], kept(nomination)["deeds"]) == (f"{HOSTILE}\ufffd", "一\n二")
    assert HOSTILE not in body.get(at(nomination)).content.decode()
    assert HOSTILE not in body.get(at(nomination, "/confirm")).content.decode()


def test_the_register_is_looked_into_while_filling(nomination: Nomination, body: Client) -> None:
    honoured = next(iter(HONOURED_2021))
    page = send(body, nomination, name=honoured, photos=[photo()])
    assert listed(page) == {("register_already_honoured", "name")}


# --- checks of one blank ---


@pytest.mark.parametrize(
    ("key", "value", "codes"),
    [
        ("phone", "0996-212", ["phone_shape"]),
        ("phone", "13800000001", []),
        ("deeds", "短", ["too_short"]),
        ("nobody", "", []),
    ],
)
def test_one_blank_is_checked_when_it_is_left(
    nomination: Nomination, body: Client, key: str, value: str, codes: list[str]
) -> None:
    page = body.post(at(nomination, "/check"), {**TYPED, key: value, "check": key})
    assert [finding.code for finding in page.context["findings"]] == codes
    assert page.context["to_do"]["empty"] == 1
    assert kept(nomination) == {"name": nomination.nominee_name}


def test_a_name_that_may_be_nominated_is_said_to_be(nomination: Nomination, body: Client) -> None:
    page = body.post(at(nomination, "/check"), {**TYPED, "check": "name"})
    assert page.context["ok_note"] == "未在2021年授牌名单中，可以推荐"


# --- the autosave ---


def autosave(client: Client, nomination: Nomination, version: Any, answers: Any) -> Any:
    sent = json.dumps({"version": version, "answers": answers})
    return client.post(at(nomination, "/draft"), sent, content_type="application/json")


def test_the_draft_is_kept_with_a_version(nomination: Nomination, body: Client) -> None:
    assert autosave(body, nomination, 0, TYPED).json() == {"version": 1}
    assert autosave(body, nomination, 1, {**TYPED, "phone": "1"}).json() == {"version": 2}
    assert (kept(nomination)["phone"], kept(nomination)["languages"]) == ("1", ["汉语", "英语"])


def test_two_windows_overwrite_nothing(nomination: Nomination, body: Client) -> None:
    autosave(body, nomination, 0, {**TYPED, "phone": "1"})
    answer = autosave(body, nomination, 0, {**TYPED, "phone": "2"})
    assert (answer.status_code, answer.json()["version"]) == (409, 1)
    assert (answer.json()["answers"]["phone"], answer.json()["answers"]["honours-0-when"]) == ("1", "2019年")
    assert kept(nomination)["phone"] == "1"


def test_two_windows_without_script_see_both_texts(nomination: Nomination, body: Client) -> None:
    autosave(body, nomination, 0, {**TYPED, "phone": "13800000005"})
    page = body.post(at(nomination), {**TYPED, "version": 0, "act": "save"})
    assert (page.status_code, [change.label for change in page.context["clash"]]) == (409, ["联系电话"])
    assert (shown(page)["phone"], kept(nomination)["phone"]) == ("13800000002", "13800000005")
    again = body.post(at(nomination), {**TYPED, "version": page.context["version"], "act": "save"})
    assert (again.status_code, kept(nomination)["phone"]) == (302, "13800000002")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b'{"version": 0}',
        b'{"version": 0, "answers": {"name": 1}}',
        b"\xff",
        b"[" * 90_000,
    ],
)
def test_a_broken_autosave_is_answered_in_words(nomination: Nomination, body: Client, sent: bytes) -> None:
    answer = body.post(at(nomination, "/draft"), sent, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (400, ["text"])
    assert kept(nomination) == {"name": nomination.nominee_name}


def test_halves_of_characters_do_no_harm(nomination: Nomination, body: Client) -> None:
    sent = b'{"version": 0, "answers": {"name": "\\ud800\\u0000"}}'
    assert body.post(at(nomination, "/draft"), sent, content_type="application/json").status_code == 200
    assert kept(nomination)["name"] == "\ufffd\ufffd"


def test_a_signed_out_autosave_is_sent_to_sign_in(nomination: Nomination) -> None:
    answer = autosave(Client(), nomination, 0, TYPED)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in")


def test_text_posted_after_the_session_ended_is_back_after_signing_in(
    house: House, nomination: Nomination
) -> None:
    client = Client()
    answer = client.post(at(nomination), {**TYPED, "version": 0, "act": "next"})
    assert answer.headers["Location"] == f"/sign-in?next={at(nomination)}"
    before = client.session["lost-text"]
    signed_in = browser_of(house.officers[CITY])
    session = signed_in.session
    session["lost-text"] = before
    session.save()
    page = signed_in.get(at(nomination))
    assert (shown(page)["address"], bool(page.context["note"])) == ("站前路1号", True)
    assert kept(nomination) == {"name": nomination.nominee_name}
    send(signed_in, nomination, act="save")
    assert signed_in.get(at(nomination)).context["note"] == ""


# --- files ---


def test_a_disguised_attachment_is_refused_and_the_text_kept(nomination: Nomination, body: Client) -> None:
    disguised = SimpleUploadedFile("证明.pdf", b"MZ\x90\x00 not a pdf")
    page = send(body, nomination, act="save", proof=[disguised], address="站前路9号")
    assert (page.status_code, listed(page)) == (422, {("file_kind_unknown", "proof")})
    assert (kept(nomination)["address"], kept(nomination)["proof"]) == ("站前路9号", [])


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_photograph_is_refused(nomination: Nomination, body: Client, data: bytes) -> None:
    page = send(body, nomination, act="save", photos=[SimpleUploadedFile("a.jpg", data)])
    assert page.status_code == 422
    assert kept(nomination)["photos"] == []


def test_a_file_too_large_is_refused(nomination: Nomination, body: Client, settings: Any) -> None:
    settings.PINGXUAN_UPLOAD_BYTES = 10
    page = send(body, nomination, act="save", photos=[photo()])
    assert listed(page) == {("file_too_large", "photos")}


def test_a_file_is_taken_off_again(nomination: Nomination, body: Client) -> None:
    send(body, nomination, act="save", photos=[photo(side=20), photo(side=30)])
    first, second = kept(nomination)["photos"]
    send(body, nomination, act="save", **{"remove-file": first})
    assert kept(nomination)["photos"] == [second]


def test_a_draft_photograph_is_seen_by_its_own_body_alone(
    house: House, nomination: Nomination, body: Client
) -> None:
    send(body, nomination, act="save", photos=[photo()])
    address = f"/nominations/{nomination.pk}/files/{kept(nomination)['photos'][0]}"
    answer = body.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    for other in (browser_of(house.organiser), browser_of(house.officers[COUNTY]), stranger_of(house)):
        assert other.get(address).status_code == 404
    assert body.get(f"/nominations/{nomination.pk}/files/{'0' * 64}").status_code == 404


# --- handing in ---


def test_a_complete_form_is_confirmed_and_handed_in(nomination: Nomination, body: Client) -> None:
    send(body, nomination, photos=[photo()])
    page = body.get(at(nomination, "/confirm"))
    assert page.context["ready"] is True
    assert body.post(at(nomination, "/confirm")).headers["Location"] == f"/nominations/{nomination.pk}"
    nomination.refresh_from_db()
    assert (nomination.state, nomination.revision, nomination.answers["staff"]) == (S.HANDED_IN, 1, "46")


def test_an_incomplete_form_cannot_be_handed_in_and_says_all_of_it(
    nomination: Nomination, body: Client
) -> None:
    send(body, nomination, act="save", phone="")
    page = body.post(at(nomination, "/confirm"))
    assert (page.status_code, page.context["ready"]) == (422, False)
    assert listed(page) == {("required_missing", "phone"), ("required_missing", "photos")}
    nomination.refresh_from_db()
    assert (nomination.state, kept(nomination)["deeds"]) == (S.DRAFT, DEEDS)


def test_the_preview_is_a_paper_nobody_can_seal(nomination: Nomination, body: Client) -> None:
    send(body, nomination, act="save")
    answer = body.get(at(nomination, "/preview.pdf"))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("state", [S.SUBMITTED, S.WITHDRAWN, S.REJECTED])
@pytest.mark.parametrize("part", ["", "/confirm", "/preview.pdf"])
def test_what_is_handed_up_is_not_filled_any_more(
    house: House, body: Client, state: NominationState, part: str
) -> None:
    held = make_nomination(house, state, changes={**TYPED, "photos": ["x"], "honours": [{"when": "2019"}]})
    answer = body.get(at(held, part))
    assert answer.headers["Location"] == f"/nominations/{held.pk}"


def test_what_was_withdrawn_begins_again_with_its_text(house: House, body: Client) -> None:
    held = make_nomination(
        house, S.WITHDRAWN, changes={**TYPED, "photos": ["x"], "honours": [{"when": "2019"}]}
    )
    assert body.get(f"/nominations/{held.pk}").context["may_begin_again"] is True
    answer = body.post(f"/nominations/{held.pk}/again")
    again = Nomination.objects.exclude(pk=held.pk).get()
    assert answer.headers["Location"] == f"/nominations/{again.pk}"
    assert (again.state, kept(again)["deeds"]) == (S.DRAFT, DEEDS)
    assert browser_of(house.officers[COUNTY]).post(f"/nominations/{held.pk}/again").status_code == 404


def test_photographs_handed_in_are_shown_to_those_who_judge_them(
    house: House, nomination: Nomination, body: Client
) -> None:
    send(body, nomination, photos=[photo()])
    body.post(at(nomination, "/confirm"))
    page = body.get(f"/nominations/{nomination.pk}")
    assert [file.name for file in page.context["files"]] == ["大厅.jpg"]


@pytest.mark.parametrize("part", ["", "/confirm", "/draft", "/check", "/preview.pdf"])
def test_strangers_find_nothing(house: House, nomination: Nomination, part: str) -> None:
    for client in (browser_of(house.officers[COUNTY]), stranger_of(house), browser_of(house.organiser)):
        method = "post" if part in {"/draft", "/check"} else "get"
        answer = getattr(client, method)(at(nomination, part))
        assert answer.status_code == 404
    real, missing = answers_alike(
        browser_of(house.officers[COUNTY]), f"/nominations/ID/form{part}", nomination.pk
    )
    assert real[0] == missing[0]


def test_few_queries(nomination: Nomination, body: Client, django_assert_max_num_queries: Any) -> None:
    body.get(at(nomination))
    with django_assert_max_num_queries(MOST_QUERIES):
        body.get(at(nomination))
