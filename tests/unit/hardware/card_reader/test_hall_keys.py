import os
from pathlib import Path

import pytest

from hardware.card_reader.drivers import ROWS
from hardware.card_reader.hall_file import HallFileDamaged, SealBroken, number
from hardware.card_reader.hall_keys import HallKeys, HallKeysUnusable, load
from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.supervisor import Timing

KEY = "6900112233445566778899aabbccddee"
GOOD = f'master_key = "{KEY}"\nsystem = "LINLI-1"\napplication = "4C4E01"\n'


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "keys.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_key_file(tmp_path: Path) -> None:
    keys = load(written(tmp_path, GOOD + "key_number = 2\nfile_number = 3\n"))
    assert (keys.master_key.hex(), keys.system, keys.application) == (KEY, b"LINLI-1", 0x4C4E01)
    assert (keys.key_number, keys.file_number) == (2, 3)
    assert repr(keys) == "<HallKeys, content withheld>"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_file_that_others_can_touch_is_not_used(tmp_path: Path, mode: int) -> None:
    with pytest.raises(HallKeysUnusable, match="chmod 600"):
        load(written(tmp_path, GOOD, mode))


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD.replace(KEY, KEY[:-1]),
        GOOD.replace(KEY, KEY[:-1] + "g"),
        GOOD.replace("LINLI-1", "short"),
        GOOD.replace("LINLI-1", "L" * 22),
        GOOD.replace("4C4E01", "4C4E"),
        GOOD + "key_number = 14\n",
        GOOD + "key_number = true\n",
        GOOD + "file_number = -1\n",
        GOOD + 'pin = "123456"\n',
        GOOD + f"broken {KEY}\n",
        GOOD + "#" * 5000,
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
def test_a_key_file_that_makes_no_sense_is_not_used_and_nothing_of_it_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(HallKeysUnusable) as caught:
        load(written(tmp_path, text))
    assert KEY[:-1] not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_file_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, GOOD)
    fields = list(path.stat())
    fields[4] = os.getuid() + 1
    monkeypatch.setattr("hardware.card_reader.hall_keys.os.fstat", lambda _: os.stat_result(fields))
    with pytest.raises(HallKeysUnusable, match="somebody else"):
        load(path)


def test_only_a_plain_file_holds_keys(tmp_path: Path) -> None:
    with pytest.raises(HallKeysUnusable):
        load(tmp_path / "missing")
    with pytest.raises(HallKeysUnusable):
        load(tmp_path)
    os.mkfifo(tmp_path / "fifo", 0o600)
    with pytest.raises(HallKeysUnusable, match="plain file"):
        load(tmp_path / "fifo")


def test_a_configuration_with_bad_keys_or_slots_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, 0o644)
    wrong: list[dict[str, Option]] = [{"hall_keys": str(path)}, {"bank_card_digits": "yes"}]
    wrong += [{"slots": slots} for slots in ("one", "0,99", "²", "9" * 5000)]
    wrong += [{"card_s": seconds} for seconds in ("soon", 0, -1, 1e9, float("nan"), True)]
    for options in wrong:
        with pytest.raises(ConfigError):
            ROWS["pcsc"].make(DeviceConfig("c", "card_reader", "pcsc", "Twin", options=options), Timing())


def test_a_key_file_that_goes_by_the_working_directory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    config = DeviceConfig("c", "card_reader", "pcsc", "Twin", options={"hall_keys": path.name})
    with pytest.raises(ConfigError, match="c: hall_keys is a whole path, beginning with /"):
        ROWS["pcsc"].make(config, Timing())


SEAL = b"8 bytes."


def test_the_file_on_a_hall_card() -> None:
    assert number(b"\x01\x0c690000123456".ljust(24, b"\0") + SEAL, SEAL) == "690000123456"
    with pytest.raises(SealBroken):
        number(b"\x01\x0c690000123457".ljust(24, b"\0") + SEAL, b"another.")
    for wrong in (b"", bytes(32), b"\x02\x0c690000123456".ljust(32, b"\0"), b"\x01\x0c69000012345x".ljust(32, b"\0"),
                  b"\x01\x05690000123456".ljust(32, b"\0"), b"\x01\x0b690000123456".ljust(32, b"\0"),
                  b"\x01\xff".ljust(32, b"1")):  # fmt: skip
        with pytest.raises(HallFileDamaged):
            number(wrong, bytes(8))


def test_a_seal_is_of_one_card_and_one_content_and_is_no_card_key() -> None:
    keys = HallKeys(bytes(16), b"LINLI-1", 0x4C4E01)
    one, other, said = b"\x04" + bytes(6), b"\x04" + bytes(5) + b"\x01", b"\x01".ljust(24, b"\0")
    seals = {
        keys.seal(one, said),
        keys.seal(other, said),
        keys.seal(one, b"\x02".ljust(24, b"\0")),
        keys.card_key(one)[:8],
    }
    assert len(seals) == 4
