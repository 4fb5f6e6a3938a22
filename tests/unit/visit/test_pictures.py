"""Drawings: what is said in their place, the point first, and where a cell is."""

from itertools import pairwise

import pytest

from kiosk.modalities.touch.plans import cabinet_plan, map_plan
from kiosk.modalities.touch.strips import strips_of
from kiosk.visit.blocks import BuildingMap, Meter, Plot
from kiosk.visit.items import block_items
from kiosk.visit.modes import Size
from kiosk.visit.pictures import Cell, Columns, cabinet_picture, cell_place
from kiosk.visit.text import text
from kiosk.visit.values import Count


def cabinet(wide: int, tall: int, mine: tuple[int, int]) -> Columns:
    return tuple(tuple(Cell(f"{x}{y}", mine=(x, y) == mine) for y in range(tall)) for x in range(wide))


@pytest.mark.parametrize(
    ("wide", "tall", "mine", "said"),
    [
        (5, 6, (1, 2), "左边第二列，从上往下第三格"),
        (5, 6, (3, 2), "右边第二列，从上往下第三格"),
        (5, 6, (0, 0), "最左边一列，最上面一格"),
        (5, 6, (4, 5), "最右边一列，最下面一格"),
        (5, 8, (2, 6), "左边第三列，从下往上第二格"),
        (1, 4, (0, 1), "从上往下第二格"),
    ],
)
def test_a_cell_is_told_from_its_nearer_side(wide: int, tall: int, mine: tuple[int, int], said: str) -> None:
    columns = cabinet(wide, tall, mine)
    assert cell_place(columns).spoken() == said
    picture = cabinet_picture(text("七号格口"), columns)
    (item,) = block_items(0, picture)
    assert item.aloud == f"七号格口，{said}。"


def test_a_cabinet_without_a_marked_cell_says_its_name_only() -> None:
    assert cabinet_picture(text("快递柜"), cabinet(3, 3, (9, 9))).aloud.spoken() == "快递柜"


def test_a_meter_says_the_point_first() -> None:
    meter = Meter(text("领养老金，要缴满 {n}", n=Count(15, "年")), text("还差 {n}", n=Count(2, "年")), 866)
    (item,) = block_items(0, meter)
    assert item.aloud == "还差两年，领养老金，要缴满十五年。"


@pytest.mark.parametrize("permille", [-7, 0, 500, 1000, 4000])
def test_a_bar_never_leaves_its_track(permille: int) -> None:
    for size in Size:
        strips = strips_of((Meter(text("名"), text("值"), permille, text("标"), permille),), size)
        (drawn,) = [strip for strip in strips if strip.kind == "meter"]
        assert all(0 <= part <= 1 for part in drawn.shares)


def test_doors_fill_their_cabinet_and_buildings_keep_apart() -> None:
    doors = cabinet_plan(cabinet_picture(text("柜"), cabinet(4, 5, (1, 1))))
    areas = [doors.places[n + 2] * doors.places[n + 3] for n in range(0, len(doors.places), 4)]
    assert sum(areas) == pytest.approx(1)
    assert doors.kinds.count("mine") == 1
    plots = tuple(Plot(n, n % 3, n // 3, mine=n == 4, near=n in (3, 5)) for n in range(6))
    estate = map_plan(BuildingMap(text("图"), plots, text("您"), text("邻"), text("四栋")))
    assert estate.kinds == ("", "", "", "near", "mine", "near")
    assert all(0 <= part <= 1 for part in estate.places)
    lefts = sorted({(estate.places[n], estate.places[n] + estate.places[n + 2]) for n in range(0, 24, 4)})
    assert all(end < start for (_, end), (start, _) in pairwise(lefts))
