"""What the fuzzer feeds the radar's codec with."""

from hardware.presence_sensor.ld2410 import Reports
from tests.fuzz.target import Target


def _ld2410(data: bytes) -> None:
    reports = Reports()
    reports.feed(data[: len(data) // 2])
    reports.feed(data[len(data) // 2 :])


TARGETS: tuple[Target, ...] = (
    Target(
        "presence_ld2410",
        _ld2410,
        (
            bytes.fromhex("F4F3F2F1 0D00 02AA 02 5100 00 0000 3B 0000 5500 F8F7F6F5"),
            bytes.fromhex(
                "F4F3F2F1 2300 01AA 031E003C000039 0000 0808 3C2205030304030605 000039101306060804 60015500 F8F7F6F5"
            ),
        ),
    ),
)
