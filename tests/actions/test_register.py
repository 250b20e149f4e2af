"""The register is written once a name, and a person's ruling on a likeness is not asked again."""

from typing import Any

import pytest

from pingxuan.actions.nomination import hand_in, start_nomination
from pingxuan.actions.register import import_register, rule_on_suspicion
from pingxuan.core.ledger import read_canonical
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import NominationState, RegisterState
from pingxuan.models import LedgerEntry, RegisterEntry, SuspicionRuling
from pingxuan.queries.definition import current_definition
from pingxuan.queries.register import open_register_units, register_entries
from tests.makers import House, answers_for, make_house, make_nomination
from tests.refusing import refused
from tests.small_campaign import CITY, HONOUR, HONOURED_2021, PERSON

pytestmark = pytest.mark.django_db
UNIT_NAME = next(iter(HONOURED_2021))
ALIKE = "城东汽车站售票厅"


@pytest.fixture
def house() -> House:
    return make_house()


def office(house: House) -> dict[str, Any]:
    return {"by": house.organiser, "at": house.tick()}


def honour(name: str, **changes: Any) -> Honour:
    return Honour(**{"honour": HONOUR, "year": 2021, "name": name, "body": CITY, **changes})


def test_new_entries_are_written_in_one_act(house: House) -> None:
    rows = import_register(house.campaign, [honour("州图书馆"), honour("州体育馆")], **office(house))
    assert [row.name for row in rows] == ["州图书馆", "州体育馆"]
    entry = LedgerEntry.objects.select_related("content").order_by("-seq")[0]
    content = read_canonical(entry.content.content.encode())
    assert (entry.act, content["facts"], len(content["rows"])) == ("import_register", {"count": 2}, 2)


def test_an_entry_held_is_changed_not_doubled(house: House) -> None:
    held = RegisterEntry.objects.get(name=UNIT_NAME)
    before = RegisterEntry.objects.count()
    revoked = honour(f" {UNIT_NAME[:2]} {UNIT_NAME[2:]}", state=RegisterState.REVOKED, number="2021-7")
    rows = import_register(house.campaign, [revoked], **office(house))
    held.refresh_from_db()
    assert (rows, RegisterEntry.objects.count()) == ([held], before)
    assert (held.state, held.number) == (RegisterState.REVOKED, "2021-7")


def test_another_year_is_another_entry(house: House) -> None:
    import_register(house.campaign, [honour(UNIT_NAME, year=2022)], **office(house))
    years = register_entries(HONOUR).filter(name=UNIT_NAME).values_list("year", flat=True)
    assert list(years) == [2022, 2021]
    assert list(register_entries(HONOUR, 2022).values_list("name", flat=True)) == [UNIT_NAME]


def test_a_name_twice_in_one_import_is_one_entry(house: House) -> None:
    import_register(house.campaign, [honour("州图书馆"), honour("州图书馆", number="9")], **office(house))
    assert RegisterEntry.objects.get(name="州图书馆").number == "9"


def test_an_empty_plan_is_no_act(house: House) -> None:
    before = LedgerEntry.objects.count()
    assert import_register(house.campaign, [], **office(house)) == []
    assert LedgerEntry.objects.count() == before


def test_a_ruling_has_its_reason_and_may_be_changed(house: House) -> None:
    entry = RegisterEntry.objects.get(name=UNIT_NAME)
    terms = {"same": True, "reason": " ", **office(house)}
    assert refused(rule_on_suspicion, house.campaign, ALIKE, entry, **terms) == ["reason_missing"]
    first = rule_on_suspicion(house.campaign, ALIKE, entry, **{**terms, "reason": " 旧称 "})
    again = rule_on_suspicion(house.campaign, ALIKE, entry, **{**terms, "same": False, "reason": "两个站"})
    assert (first.pk, first.reason) == (again.pk, "旧称")
    held = SuspicionRuling.objects.get()
    assert (held.same, held.reason, held.ruled_at) == (False, "两个站", terms["at"])


@pytest.mark.parametrize("same", [True, False])
def test_a_ruling_settles_the_suspicion(house: House, same: bool) -> None:
    officer = {"by": house.officers[CITY], "at": house.tick()}
    held = start_nomination(house.parts[CITY], PERSON, nominee="刘一", **officer)
    told = answers_for(house, PERSON, "刘一", ALIKE)
    assert refused(hand_in, held, told, **officer) == ["register_unit_suspected"]
    entry = RegisterEntry.objects.get(name=UNIT_NAME)
    rule_on_suspicion(house.campaign, ALIKE, entry, same=same, reason="已核对", **office(house))
    if same:
        assert hand_in(held, told, **officer).register_entry == entry
    else:
        assert refused(hand_in, held, told, **officer) == ["register_unit_missing"]


def test_units_nobody_stands_for_yet(house: House) -> None:
    definition = current_definition(house.campaign)
    assert [row.name for row in open_register_units(definition, house.campaign)] == sorted(
        HONOURED_2021, key=lambda name: (HONOURED_2021[name], name)
    )
    made = make_nomination(house, NominationState.ENDORSED, award=PERSON, unit=UNIT_NAME)
    make_nomination(house, NominationState.HANDED_IN, award=PERSON, unit="南山检查站")
    left = [row.name for row in open_register_units(definition, house.campaign)]
    assert sorted(left) == sorted(set(HONOURED_2021) - {made.unit_name})
