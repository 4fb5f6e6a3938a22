"""Which engine hears whom."""

from pathlib import Path

from kiosk.recognition.contract import InstalledModel
from kiosk.recognition.engine_choice import EngineChoice


def choice() -> EngineChoice:
    models = [InstalledModel(id_, "x", Path(), dialects) for id_, dialects in MODELS.items()]
    return EngineChoice(models, {"mandarin": ("whisper",), "sichuan": ("firered", "paraformer")})


MODELS = {"korean": ("korean",), "whisper": ("mandarin",), "paraformer": ("sichuan",), "wu": ("shanghai", "suzhou")}


def test_the_first_that_is_installed_then_who_knows_the_dialect_then_the_default() -> None:
    engines = choice()
    assert engines.engine_for("sichuan") == "paraformer"
    assert engines.engine_for("suzhou") == "wu"
    assert engines.engine_for("hakka") == "whisper"
    assert engines.engine_for("mandarin") == "whisper"


def test_without_anything_for_mandarin_another_language_does_not_hear_it() -> None:
    assert EngineChoice([InstalledModel("korean", "x", Path(), ("korean",))], {}).engine_for("mandarin") == ""


def test_one_that_dies_twice_without_hearing_anybody_is_left_out_but_never_the_last_one() -> None:
    engines = choice()
    engines.count_death("paraformer")
    engines.forgive("paraformer")
    engines.count_death("paraformer")
    assert engines.engine_for("sichuan") == "paraformer"
    engines.count_death("paraformer")
    assert engines.engine_for("sichuan") == "whisper"
    for _ in range(5):
        engines.count_death("whisper")
    assert engines.engine_for("mandarin") == "whisper"
