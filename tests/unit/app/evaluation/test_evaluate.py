import json
import shutil
import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.app.evaluation.listening import named
from kiosk.app.evaluation.main import EvaluationImpossible, Plan, evaluate
from kiosk.cli import app
from kiosk.understanding.meanings import Finished, NotHere, Sure, Unsure, Wanted
from kiosk.understanding.vocabulary import Wish
from tests.helpers.models import MODELS, laid, laid_voice

HEAD = "file\tdialect\ttext\texpected\n"


def silence(path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))


@pytest.mark.parametrize(
    ("meaning", "name"),
    [
        (Sure("contacts"), "contacts"),
        (NotHere("water"), "water"),
        (Wanted(Wish.BACK), "back"),
        ("resume", "resume"),
        (Finished(), ""),
        (Unsure(), ""),
    ],
)
def test_a_meaning_is_named_as_a_manifest_names_it(meaning: object, name: str) -> None:
    assert named(meaning) == name


def test_a_dialect_that_is_not_here(tmp_path: Path) -> None:
    silence(tmp_path / "a.wav")
    (tmp_path / "manifest.tsv").write_text(f"{HEAD}a.wav\tklingon\t\t")
    with pytest.raises(EvaluationImpossible, match=r"manifest.tsv:2: there is no dialect klingon"):
        evaluate(Plan(tmp_path, MODELS))


def test_a_model_that_is_not_here(tmp_path: Path) -> None:
    silence(tmp_path / "a.wav")
    (tmp_path / "manifest.tsv").write_text(f"{HEAD}a.wav\tmandarin\t\t")
    with pytest.raises(EvaluationImpossible, match="no engine: not in"):
        evaluate(Plan(tmp_path, tmp_path / "nowhere"))


def test_with_a_mistake_in_the_halls_own_words_nothing_is_measured(tmp_path: Path) -> None:
    """Ours would be measured, and the hall would take the figures for its own."""
    silence(tmp_path / "a.wav")
    (tmp_path / "manifest.tsv").write_text(f"{HEAD}a.wav\tmandarin\t\t")
    with pytest.raises(EvaluationImpossible, match="no such folder"):
        evaluate(Plan(tmp_path, MODELS, sentences=tmp_path / "gone"))
    own = tmp_path / "own" / "mandarin"
    own.mkdir(parents=True)
    (own / "services.yaml").write_text("water:\n  - (水费\n", "utf-8")
    with pytest.raises(EvaluationImpossible, match=r"mandarin/services.yaml:2"):
        evaluate(Plan(tmp_path, MODELS, sentences=own.parent))


def test_a_bad_folder_ends_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["voice", "evaluate", str(tmp_path), "--models", str(MODELS), "--json"])
    assert ended.exit_code == 2
    assert "manifest.tsv" in ended.output


def test_what_was_spoken_is_heard_and_counted(tmp_path: Path) -> None:
    from bench.voice import acoustics
    from bench.voice.speakers import MandarinVoice

    laid("whisper-base")
    voice = MandarinVoice(laid_voice())
    for name, text in (("a", "我的医疗保险交了没有"), ("b", "帮我找一下社区民警")):
        sound = acoustics.placed(acoustics.levelled(voice.say(text)))
        acoustics.write_wav(tmp_path / f"{name}.wav", sound)
    silence(tmp_path / "c.wav")
    rows = (
        "a.wav\tmandarin\t我的医疗保险交了没有\tmedical_insurance",
        "b.wav\t\t帮我找一下社区民警\tcontacts",
        "a.wav\tsichuan\t我的医疗保险交了没有\tcomplaint",
        "c.wav\t\t\t",
    )
    (tmp_path / "manifest.tsv").write_text(HEAD + "\n".join(rows), "utf-8")
    drawn = tmp_path / "out" / "p.svg"
    words = ["voice", "evaluate", str(tmp_path), "--models", str(MODELS), "--picture", str(drawn), "--json"]
    own = tmp_path / "own" / "sichuan"
    own.mkdir(parents=True)
    # The hall's own words are what is measured: here they are another service than ours.
    (own / "services.yaml").write_text("rating:\n  - 医疗保险交了没有\n", "utf-8")
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[voice]\nsentences = "{own.parent}"\n', "utf-8")
    ended = CliRunner().invoke(app, [*words, "--config", str(config)])
    assert ended.exit_code == 0, ended.output
    report = json.loads(ended.stdout.splitlines()[-1])
    row, other = report["rows"]
    (missed,) = report["missed"]
    assert (missed["file"], missed["line"], missed["expected"]) == ("a.wav", 4, "complaint")
    assert "rating" in (missed["meant"], *missed["asked"])
    assert "heard" not in missed
    assert [(one["dialect"], one["engine"]) for one in report["stand_ins"]] == [("sichuan", "whisper-base")]
    assert other["accuracy"] == 0
    assert (row["engine"], row["n"], row["n_unrelated"], row["accuracy"]) == ("whisper-base", 2, 1, 1.0)
    assert row["false_accepts"] == 0
    assert row["ser"] < 0.3
    assert row["memory"] > 100
    assert row["cpu"] > 0
    assert drawn.read_text("utf-8").startswith("<svg")
    shutil.rmtree(drawn.parent)
