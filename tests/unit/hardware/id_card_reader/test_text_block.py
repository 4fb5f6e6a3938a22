from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.emulators.cards import (
    card_number,
    foreigner_2017_card,
    foreigner_2023_card,
    permit_card,
    resident_card,
)
from hardware.gb_codes import Sex
from hardware.id_card_reader.cards import (
    Foreigner2017Card,
    Foreigner2023Card,
    PermitCard,
    ResidentCard,
)
from hardware.id_card_reader.nations import NATIONS
from hardware.id_card_reader.text_block import CardDataWrong, parse

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=15)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def test_a_resident() -> None:
    card = parse(resident_card())
    assert isinstance(card, ResidentCard)
    assert (card.name, card.sex, card.nation, card.birth) == ("林小满", Sex.FEMALE, "汉", date(1956, 5, 20))
    assert (card.number, card.address) == ("690104195605200024", "蓉城市邻里区梧桐街8号3栋2单元501室")
    assert (card.issuer, card.valid_from, card.valid_until) == ("蓉城市公安局邻里分局", date(2016, 3, 12), None)


def test_a_permit() -> None:
    card = parse(permit_card())
    assert isinstance(card, PermitCard)
    assert (card.name, card.number, card.pass_number) == ("陈嘉欣", "810000198809170037", "H00000001")
    assert (card.issue_count, card.valid_until) == (1, date(2028, 6, 1))


def test_a_foreigner_of_2017() -> None:
    card = parse(foreigner_2017_card())
    assert isinstance(card, Foreigner2017Card)
    assert (card.name, card.english_name, card.chinese_name) == ("EXAMPLE, MARIA ANN", "EXAMPLE, MARIA ANN", "")
    assert (card.nationality, card.version, card.issuer) == ("CAN", "01", "1500")
    named = parse(foreigner_2017_card(chinese="安小河"))
    assert named.name == "安小河"


def test_a_foreigner_of_2023_with_a_name_in_two_places() -> None:
    card = parse(foreigner_2023_card())
    assert isinstance(card, Foreigner2023Card)
    assert card.english_name == "EXAMPLE, JOHANNES MAXIMILIAN ALEXANDER"
    assert (card.name, card.nationality, card.birth) == ("安小河", "DEU", date(1979, 3, 4))
    assert (card.renewal_count, card.issuer) == (0, "")
    spaced = "EXAMPLE, JOHANNES MAXIMILIAN ALEXA B"
    assert spaced[34] == " "
    again = parse(foreigner_2023_card(english=spaced))
    assert isinstance(again, Foreigner2023Card)
    assert again.english_name == spaced


def test_validity_counts_both_ends() -> None:
    card = parse(resident_card(start="20200101", end="20300101"))
    assert card.valid_on(date(2020, 1, 1))
    assert card.valid_on(date(2030, 1, 1))
    assert not card.valid_on(date(2019, 12, 31))
    assert not card.valid_on(date(2030, 1, 2))
    assert parse(resident_card(end="长期")).valid_on(date(2199, 1, 1))


@pytest.mark.parametrize("text", [resident_card(), permit_card(), foreigner_2017_card(), foreigner_2023_card()])
def test_a_card_shows_nothing_of_itself(text: bytes) -> None:
    card = parse(text)
    shown = f"{card} {card!r} {[card]}"
    for secret in (card.name, card.number, str(card.birth.year)):
        assert secret not in shown


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (resident_card(number="690104195605200027"), "number"),
        (resident_card(number="69010419560520002x"), "number"),
        (resident_card(number="５10104195605200026"), "number"),
        (resident_card(birth="19560521"), "number"),
        (resident_card(birth="1956052"), "birth"),
        (resident_card(nation="57"), "nation"),
        (resident_card(sex=""), "sex"),
        (resident_card(name=" "), "name"),
        (resident_card(name="林\u202e满"), "name"),
        (resident_card(address="梧桐街\x00"), "address"),
        (resident_card(start="20163001"), "valid_from"),
        (resident_card(end="20160311"), "valid_until"),
        (resident_card(end=""), "valid_until"),
        (permit_card(travel_document="H 1"), "pass_number"),
        (permit_card(issue_count="1x"), "issue_count"),
        (foreigner_2017_card(nationality="CA"), "nationality"),
        (foreigner_2017_card(english=""), "name"),
        (foreigner_2023_card(number=card_number("81102719790304007")), "number"),
        (foreigner_2023_card(renewals="-1"), "renewal_count"),
        (b"", "length"),
        (resident_card() + b" ", "length"),
    ],
)
def test_the_field_that_is_wrong_is_named_and_its_content_is_not(text: bytes, field: str) -> None:
    with pytest.raises(CardDataWrong) as caught:
        parse(text)
    assert caught.value.field == field
    assert str(caught.value) == field


@given(HAN, DAYS, st.sampled_from(sorted(NATIONS)), st.sampled_from("0129"), st.integers(0, 999))
def test_any_resident_is_read_back(name: str, birth: date, nation: str, sex: str, serial: int) -> None:
    number = card_number(f"690104{birth:%Y%m%d}{serial:03d}")
    card = parse(resident_card(name=name, number=number, nation=nation, sex=sex))
    assert isinstance(card, ResidentCard)
    assert (card.name, card.number, card.birth) == (name, number, birth)
    assert (card.nation, card.sex.value) == (NATIONS[nation], sex)


@given(st.binary(min_size=256, max_size=256))
def test_any_256_bytes_are_a_card_or_a_refusal(text: bytes) -> None:
    try:
        card = parse(text)
    except CardDataWrong:
        return
    assert card.name


def test_the_nations_are_56_and_two() -> None:
    assert len(NATIONS) == 58
    assert (NATIONS["01"], NATIONS["05"], NATIONS["15"], NATIONS["29"], NATIONS["45"], NATIONS["56"]) == (
        "汉", "维吾尔", "土家", "柯尔克孜", "鄂温克", "基诺",
    )  # fmt: skip


@pytest.mark.parametrize(("offset", "wrong"), [(30, "7"), (36, "20261399"), (248, "Z")], ids=["sex", "birth", "flag"])
def test_what_a_refusal_was_made_from_shows_nothing_of_the_card_either(offset: int, wrong: str) -> None:
    """Whoever reports a crash reports the whole chain, also what "from None" only hides."""
    text = bytearray(resident_card())
    text[offset : offset + 2 * len(wrong)] = wrong.encode("utf-16-le")
    with pytest.raises(CardDataWrong) as refused:
        parse(bytes(text))
    link: BaseException | None = refused.value
    while link is not None:
        assert wrong not in str(link)
        link = link.__context__
