"""Every mistake in the settings at once, each with its line and a suggestion; and the example that is shipped."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from hardware.configuration import DeviceConfig
from hardware.registry import build
from kiosk.app.settings import load_checked
from kiosk.foundation.config import Backend, ConfigError, Device, Face, Screen, Settings, Visits, load

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "packaging/kiosk.example.toml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def mistakes(path: Path, source: str) -> list[str]:
    path.write_text(source, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_nothing_at_all_is_the_defaults(path: Path) -> None:
    path.write_text("", encoding="utf-8")
    assert load(path) == Settings()


def test_every_mistake_is_named_at_once_with_its_line_and_a_suggestion(path: Path) -> None:
    found = mistakes(
        path,
        """# A terminal.
sight_name = "杏花社区"
terminal_name = ""

[screen]
orientation = "upright"
mm_per_px = 5

[backend]
url = "ftp://office"

[visits]
silence_s = "long"

[[devices]]
id = "reader"
kind = "id_card_reader"
driver = "ga467_serial"

[[devices]]
id = "Slip Printer"
kind = "receipt_printer"
drvier = "escpos_tcp"
""",
    )
    lines = {int(line.split(":")[0]): line for line in found}
    assert sorted(lines) == [2, 3, 6, 7, 10, 13, 20, 21, 23]
    assert "did you mean site_name?" in lines[2]
    assert "did you mean driver?" in lines[23]
    assert "devices.1.id" in lines[21]
    assert "devices.1.driver" in lines[20]  # it is missing: the device is shown


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('data_folder = "/x"\ndata = 1\n', 2),
        ('site_name = "馆"\nscreen = { orientation = "portrait", fullscreen = "maybe" }\n', 2),
        ('screen.fullscreen = "maybe"\n', 1),
        ('# [screen]\n#fullscreen = 1\n[screen]\nfullscreen = "maybe"\n', 4),
        ('[[devices]]\nid="a"\nkind="k"\ndriver="d"\n[devices.options]\nbaud=[1]\n', 6),
        ("[visits]\nsilence_s = 60\nsilence_by_keys_s = -1\n", 3),
    ],
)
def test_the_line_is_the_one_where_the_mistake_stands(path: Path, source: str, line: int) -> None:
    assert line in {int(found.split(":")[0]) for found in mistakes(path, source)}


DEVICE = '[[devices]]\nid = "slip"\nkind = "receipt_printer"\ndriver = "escpos_usb"\nport = "/dev/usb/lp0"\n'


def test_a_table_of_another_name_is_told_where_it_stands(path: Path) -> None:
    (told,) = mistakes(path, 'site_name = "馆"\n\n' + DEVICE.replace("devices", "device"))
    assert told == "3: device: there is no such setting (did you mean devices?)"


def test_an_option_beside_the_options_is_sent_there(path: Path) -> None:
    (told,) = mistakes(path, DEVICE + "paper_mm = 58\n")
    assert told.startswith("6: devices.0.paper_mm: ")
    assert "belongs into options" in told


def test_an_id_that_is_none_is_told_in_words(path: Path) -> None:
    (told,) = mistakes(path, DEVICE.replace('"slip"', '"Slip"'))
    assert told.startswith("2: devices.0.id: a small letter")


def test_every_mistake_of_every_device_has_its_line(path: Path) -> None:
    path.write_text(
        DEVICE
        + "options = { paper_mm = 70 }\n"
        + DEVICE.replace("slip", "two")
        + '[devices.options]\nnative_qr = "false"\npapr_mm = 58\n'
        + DEVICE.replace("slip", "three").replace("escpos_usb", "escpos_ubs"),
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_checked(path)
    told = [line.removeprefix(f"{path}:").split(":")[:2] for line in str(caught.value).splitlines()]
    assert told == [["6", " slip"], ["14", " two"], ["13", " two"], ["18", " three"]]


@pytest.mark.parametrize(
    "source",
    [
        b"site_name = ",
        b"[screen\n",
        b"site_name = \xff\xfe",
        b"a = 1\na = 2\n",
        b"\x00",
        b"a = " + b"[" * 5000,
        b"a = " + b"9" * 5000,
    ],
)
def test_what_is_not_toml_is_told_and_not_thrown_about(path: Path, source: bytes) -> None:
    path.write_bytes(source)
    with pytest.raises(ConfigError, match=re.escape(str(path))):
        load(path)


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError, match=re.escape(str(path))):
            load(path)


@given(st.text(max_size=200))
def test_any_text_is_settings_or_a_mistake_that_is_told(tmp_path_factory: pytest.TempPathFactory, source: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(source, encoding="utf-8", errors="surrogatepass")
    told = ""
    try:
        load(path)
    except ConfigError as error:
        told = str(error)
    assert not told or str(path) in told


@pytest.mark.parametrize("seconds", ["warning_s = 19", "silence_s = 19", "silence_by_keys_s = 19"])
def test_nobody_can_be_hurried_by_settings(path: Path, seconds: str) -> None:
    """A11Y-14: a warning of at least 20 seconds."""
    assert mistakes(path, f"[visits]\n{seconds}\n")


def test_a_port_may_be_written_as_a_number(path: Path) -> None:
    device = 'id = "slip"\nkind = "receipt_printer"\ndriver = "escpos_tcp"\nhost = "192.0.2.7"\n'
    path.write_text(f"[[devices]]\n{device}port = 9100\n", encoding="utf-8")
    assert load(path).devices[0].port == "9100"
    assert mistakes(path, f"[[devices]]\n{device}port = true\n")


# The example that is shipped.


def test_the_example_loads_and_its_devices_can_be_built(tmp_path: Path) -> None:
    settings = load(EXAMPLE)
    build([DeviceConfig(**device.model_dump()) for device in settings.devices])
    path = tmp_path / "all.toml"
    path.write_text(uncommented(), encoding="utf-8")
    with_all = load(path)
    build([DeviceConfig(**device.model_dump()) for device in with_all.devices])


def uncommented() -> str:
    """The example with every setting in it that is only shown: `# key = value` and `# [table]`."""
    return re.sub(r"(?m)^#\s?(\[+[a-z.]+\]+|[a-z_]+ = .*)$", r"\1", EXAMPLE.read_text(encoding="utf-8"))


def test_the_example_names_every_setting() -> None:
    shown = tomllib.loads(uncommented())
    tables: list[tuple[type[BaseModel], set[str]]] = [
        (Settings, set(shown)),
        (Screen, set(shown["screen"])),
        (Backend, set(shown["backend"])),
        (Visits, set(shown["visits"])),
        (Face, set(shown["face"])),
        (Device, {name for device in shown["devices"] for name in device}),
    ]
    assert [(model.__name__, set(model.model_fields) - names) for model, names in tables] == [
        (model.__name__, set()) for model, _ in tables
    ]


def test_every_setting_of_the_example_is_explained() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("#") or " # " in line for line in lines) >= len(lines) / 5
