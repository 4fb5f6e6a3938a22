"""Identity cards of invented people, as the 256 bytes of text that a reader hands over.

Written from the layouts alone, apart from the driver's parser, so that a mistake there is not made here again.
"""

from itertools import pairwise

_RESIDENT = "name:0 sex:30 nation:32 birth:36 address:52 number:122 issuer:158 start:188 end:204 rest:220 stop:256"
_PERMIT = (
    "name:0 sex:30 nation:32 birth:36 address:52 number:122 issuer:158 start:188 end:204 travel_document:220 "
    "issue_count:238 rest:242 flag:248 rest2:250 stop:256"
)
_FOREIGNER_2017 = (
    "english:0 sex:120 number:122 nationality:152 chinese:158 start:188 end:204 birth:220 version:236 authority:240 "
    "flag:248 rest:250 stop:256"
)
_FOREIGNER_2023 = (
    "chinese:0 sex:30 renewals:32 birth:36 english:52 number:122 rest:158 start:188 end:204 english2:220 "
    "nationality:242 flag:248 link:250 stop:256"
)


def card_number(first_seventeen: str) -> str:
    """An 18-character number with its check character: the one that makes the weighted sum 1 modulo 11."""
    for last, value in zip("0123456789X", range(11), strict=True):
        total = value + sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_seventeen))
        if total % 11 == 1:
            return first_seventeen + last
    raise AssertionError("one of eleven always fits")


def resident_card(
    *,
    name: str = "林小满",
    number: str = card_number("69010419560520002"),
    sex: str = "2",
    nation: str = "01",
    birth: str = "",
    address: str = "蓉城市邻里区梧桐街8号3栋2单元501室",
    issuer: str = "蓉城市公安局邻里分局",
    start: str = "20160312",
    end: str = "长期",
) -> bytes:
    """A resident's card; the birth date is the one in the number unless another is given."""
    return _block(
        _RESIDENT,
        name=name,
        sex=sex,
        nation=nation,
        birth=birth or number[6:14],
        address=address,
        number=number,
        issuer=issuer,
        start=start,
        end=end,
    )


def permit_card(
    *,
    name: str = "陈嘉欣",
    number: str = card_number("81000019880917003"),
    sex: str = "2",
    birth: str = "",
    address: str = "蓉城市邻里区梧桐街8号5栋1单元202室",
    issuer: str = "蓉城市公安局",
    start: str = "20230601",
    end: str = "20280601",
    travel_document: str = "H00000001",
    issue_count: str = "01",
) -> bytes:
    """The residence permit of someone from Hong Kong, Macao or Taiwan."""
    return _block(
        _PERMIT,
        name=name,
        sex=sex,
        birth=birth or number[6:14],
        address=address,
        number=number,
        issuer=issuer,
        start=start,
        end=end,
        travel_document=travel_document,
        issue_count=issue_count,
        flag="J",
    )


def foreigner_2017_card(
    *,
    english: str = "EXAMPLE, MARIA ANN",
    chinese: str = "",
    number: str = "CAN110480092701",
    sex: str = "2",
    nationality: str = "CAN",
    birth: str = "19800927",
    start: str = "20180110",
    end: str = "20280109",
    version: str = "01",
    authority: str = "1500",
) -> bytes:
    """A foreigner's permanent residence card of the layout of 2017."""
    return _block(
        _FOREIGNER_2017,
        english=english,
        chinese=chinese,
        number=number,
        sex=sex,
        nationality=nationality,
        birth=birth,
        start=start,
        end=end,
        version=version,
        authority=authority,
        flag="I",
    )


def foreigner_2023_card(
    *,
    english: str = "EXAMPLE, JOHANNES MAXIMILIAN ALEXANDER",
    chinese: str = "安小河",
    number: str = card_number("91102719790304007"),
    sex: str = "1",
    nationality: str = "DEU",
    birth: str = "",
    start: str = "20240105",
    end: str = "20340104",
    renewals: str = "00",
    link: str = "",
) -> bytes:
    """A foreigner's permanent residence card of the layout of 2023."""
    return _block(
        _FOREIGNER_2023,
        chinese=chinese,
        sex=sex,
        renewals=renewals,
        birth=birth or number[6:14],
        english=english[:35],
        english2=english[35:],
        number=number,
        start=start,
        end=end,
        nationality=nationality,
        flag="Y",
        link=link,
    )


def _block(layout: str, **values: str) -> bytes:
    places = [place.split(":") for place in layout.split()]
    pieces = []
    for (name, start), (_, end) in pairwise(places):
        size = int(end) - int(start)
        piece = values.get(name, "").encode("utf-16-le")
        if len(piece) > size:
            raise ValueError(f"{name} does not fit on the card")
        pieces.append(piece + b"\x20\x00" * ((size - len(piece)) // 2))
    return b"".join(pieces)
