"""One mouth: what is said, in which order, with which caption, and that a stop is a stop."""

import asyncio
from collections.abc import AsyncGenerator, Callable

import pytest

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import AS_USUAL, How, Reading, VoiceFault
from kiosk.voice.phrase_cache import PhraseCache
from kiosk.voice.phrasing import Phrase
from kiosk.voice.talker import Talker, Utterance, silence_for
from kiosk.voice.unheard import Unheard
from tests.helpers.mouth import ListeningSpeaker, QuickVoice

pytestmark = pytest.mark.anyio


class Scene:
    """A talker with a quick voice and a speaker whose sounds pass when the test says so."""

    def __init__(self, *, at_once: bool = True) -> None:
        self.voice = QuickVoice()
        self.speaker = ListeningSpeaker(at_once=at_once)
        self.captions: list[str] = []
        self.talker = Talker(self.voice, self.speaker, self.captions.append)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not true():
                await asyncio.sleep(0)

    async def said(self) -> list[str]:
        """Everything that the speaker got, once all is said."""
        await self.until(lambda: not self.talker.speaking)
        return self.speaker.heard


async def test_phrases_are_heard_in_order_and_sentences_captioned_as_they_begin() -> None:
    scene = Scene()
    scene.talker.say(Utterance("您的养老保险，已缴十八年。要打印吗？"))
    assert await scene.said() == ["您的养老保险，", "已缴十八年。", "要打印吗？"]
    assert scene.captions == ["您的养老保险，已缴十八年。", "要打印吗？", ""]


async def test_a_new_thing_to_say_stops_the_old_one() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("第一句话在这里。第二句话在这里。第三句话在这里。"))
    await scene.until(lambda: len(scene.speaker.waiting) == 2)
    scene.talker.say(Utterance("新的话在这里。"))
    assert scene.speaker.waiting == []
    await scene.until(lambda: len(scene.speaker.waiting) == 1)
    scene.speaker.pass_one()
    assert await scene.said() == ["第一句话在这里。", "第二句话在这里。", "新的话在这里。"]
    assert scene.captions == ["第一句话在这里。", "", "新的话在这里。", ""]


async def test_guidance_that_is_stale_gives_way_spoken_or_not() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("请面向摄像头。"))
    await scene.until(lambda: len(scene.speaker.waiting) == 1)
    for words in ("请靠近一点。", "请退后一点。", "请看着镜头。"):
        scene.talker.add_newest(Utterance(words, passing=True))
    scene.speaker.pass_one()
    await scene.until(lambda: "请看着镜头。" in scene.captions)
    assert scene.speaker.heard == ["请面向摄像头。", "请看着镜头。"], "what nobody has heard yet is not said any more"
    scene.talker.add_newest(Utterance("好，请转回来。", passing=True))
    assert scene.speaker.waiting == [], "what is being said is cut off"
    await scene.until(lambda: "好，请转回来。" in scene.captions)
    scene.speaker.pass_one()
    await scene.said()
    scene.talker.repeat()
    await scene.until(lambda: len(scene.speaker.waiting) == 2)
    assert scene.speaker.heard[-2:] == ["请面向摄像头。", "好，请转回来。"], "said again is what is true now"
    scene.talker.stop()


async def test_guidance_never_cuts_off_what_must_be_heard() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("刚才慢了一点。"))
    await scene.until(lambda: "刚才慢了一点。" in scene.captions)
    scene.talker.add_newest(Utterance("请看着镜头。", passing=True))
    assert len(scene.speaker.waiting) == 1
    scene.speaker.pass_one()
    await scene.until(lambda: "请看着镜头。" in scene.captions)
    scene.talker.stop()


async def test_only_a_little_is_given_to_the_speaker_ahead_of_what_is_heard() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("句子句子句子。" * 6))
    await scene.until(lambda: len(scene.voice.asked) == 3)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(scene.speaker.heard) == 2
    scene.talker.stop()


async def test_what_is_added_waits_its_turn_even_behind_the_last_word() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("请稍等一会儿。"))
    await scene.until(lambda: len(scene.speaker.waiting) == 1)
    scene.talker.add(Utterance("还在办，请稍等。"))
    assert scene.speaker.heard == ["请稍等一会儿。"]
    scene.speaker.pass_one()
    await scene.until(lambda: len(scene.speaker.waiting) == 1)
    scene.speaker.pass_one()
    assert await scene.said() == ["请稍等一会儿。", "还在办，请稍等。"]


async def test_a_hush_from_another_thread_ends_it_all() -> None:
    scene = Scene(at_once=False)
    scene.talker.say(Utterance("第一句话在这里。第二句话在这里。第三句话在这里。"))
    await scene.until(lambda: len(scene.speaker.waiting) == 2)
    await asyncio.to_thread(scene.talker.hush)
    assert await scene.said() == ["第一句话在这里。", "第二句话在这里。"]
    assert scene.captions[-1] == ""


class PartingVoice(QuickVoice):
    """Makes each sentence in three parts, the next one when the test says so; may break after the first."""

    def __init__(self, breaks: bool = False) -> None:
        super().__init__()
        self.go, self.closed, self.breaks = asyncio.Event(), 0, breaks

    async def parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[Sound, None]:
        self.readings.append(how.reading)
        try:
            for n in range(3):
                yield Sound(f"{sentence}{n}".encode("utf-16-le"), 8_000)
                await self.go.wait()
                if self.breaks:
                    raise VoiceFault("died")
        finally:
            self.closed += 1


async def test_the_first_part_is_heard_before_the_rest_is_made_and_captioned_once() -> None:
    scene, voice = Scene(), PartingVoice()
    talker = Talker(voice, scene.speaker, scene.captions.append)
    talker.say(Utterance("请选一个。"))
    await scene.until(lambda: scene.speaker.heard == ["请选一个。0"])
    voice.go.set()
    await scene.until(lambda: not talker.speaking)
    assert scene.speaker.heard == ["请选一个。0", "请选一个。1", "请选一个。2"]
    assert scene.captions == ["请选一个。", ""]


async def test_a_stop_between_two_parts_is_the_end_of_them_and_the_voice_is_told() -> None:
    scene, voice = Scene(at_once=False), PartingVoice()
    talker = Talker(voice, scene.speaker, scene.captions.append)
    talker.say(Utterance("请选一个。"))
    await scene.until(lambda: len(scene.speaker.heard) == 1)
    talker.stop()
    voice.go.set()
    await scene.until(lambda: voice.closed == 1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert scene.speaker.heard == ["请选一个。0"]
    assert not talker.speaking


async def test_a_voice_that_breaks_in_the_middle_goes_on_with_the_next_sentence() -> None:
    scene, voice = Scene(), PartingVoice(breaks=True)
    voice.go.set()
    talker = Talker(voice, scene.speaker, scene.captions.append)
    talker.say(Utterance("请选一个。没有了。", keep=True))
    await scene.until(lambda: not talker.speaking)
    assert scene.speaker.heard == ["请选一个。0", "没有了。0"]
    talker.repeat()
    await scene.until(lambda: not talker.speaking)
    assert scene.speaker.heard[2:] == ["请选一个。0", "没有了。0"]
    assert len(voice.readings) == 4  # what broke was not kept


async def test_each_reading_is_asked_for_and_kept_by_itself() -> None:
    scene = Scene()
    label = Utterance("确定。", keep=True)
    for reading in (Reading.CANTONESE, Reading.MANDARIN, Reading.CANTONESE):
        scene.talker.reading = reading
        scene.talker.say(label)
        await scene.said()
    assert scene.voice.readings == [Reading.CANTONESE, Reading.MANDARIN]


async def test_personal_words_are_never_given_to_the_speaker_unless_nobody_else_hears_them() -> None:
    scene = Scene()
    scene.talker.say(Utterance("您的余额是三百元。", personal=True), Utterance("按确定键。"))
    assert await scene.said() == ["按确定键。"]
    assert "您的余额是三百元。" not in scene.captions
    scene.talker.private = True
    scene.talker.repeat()
    assert (await scene.said())[1:] == ["您的余额是三百元。", "按确定键。"]


async def test_words_that_became_public_on_the_way_are_not_said() -> None:
    scene = Scene()
    scene.talker.private = True
    scene.voice.slow_s = 0.05
    scene.talker.say(Utterance("您的余额是三百元。", personal=True))
    await asyncio.sleep(0)
    scene.talker.private = False
    assert await scene.said() == []


async def test_repeat_says_the_last_thing_and_not_the_asides() -> None:
    scene = Scene()
    scene.talker.say(Utterance("请选一个。"))
    await scene.said()
    scene.talker.add(Utterance("快一点。"), memorable=False)
    await scene.said()
    scene.talker.repeat()
    assert await scene.said() == ["请选一个。", "快一点。", "请选一个。"]


async def test_after_the_visit_there_is_nothing_to_repeat() -> None:
    scene = Scene()
    scene.talker.say(Utterance("请选一个。"))
    scene.talker.forget()
    assert not scene.talker.can_repeat
    scene.talker.repeat()
    assert await scene.said() == []


async def test_without_a_voice_the_captions_go_on_in_their_time() -> None:
    scene = Scene()
    scene.voice.silent = True
    scene.talker.say(Utterance("请选一个。共有六项。"))
    assert await scene.said() == ["", ""]
    assert scene.captions == ["请选一个。", "共有六项。", ""]


def test_silence_takes_as_long_as_the_words_would() -> None:
    assert silence_for("一二三四五六七八九十一二三四五六七八九十一", 1.0).seconds == pytest.approx(6, abs=0.2)
    assert silence_for("一二三四五六七八九十", 2.0).seconds < silence_for("一二三四五六七八九十", 1.0).seconds


async def test_without_a_speaker_the_captions_go_on() -> None:
    captions: list[str] = []
    talker = Talker(QuickVoice(), None, captions.append)
    talker.say(Utterance("请选一个。共有六项。"))
    async with asyncio.timeout(5):
        while captions != ["请选一个。", "共有六项。", ""]:
            await asyncio.sleep(0.001)
    talker.say(Utterance("请再选一个。"))
    await asyncio.sleep(0.001)
    talker.stop()
    assert captions[-1] == ""


async def test_what_passes_unheard_can_be_stopped_and_tells_it() -> None:
    unheard, told = Unheard(), list[bool]()
    unheard.play(Sound(bytes(16_000 * 60), 8_000), finished=told.append)
    unheard.play(Sound(bytes(16_000), 8_000), finished=told.append)
    unheard.stop()
    unheard.play(Sound(bytes(16), 8_000), finished=told.append)
    async with asyncio.timeout(5):
        while len(told) < 3:
            await asyncio.sleep(0.001)
    assert told == [False, False, True]


async def test_only_what_is_nobodys_own_is_kept_as_sound() -> None:
    scene = Scene()
    scene.talker.private = True
    label, secret = Utterance("确定。", keep=True), Utterance("三百元。", personal=True, keep=True)
    for _ in range(2):
        scene.talker.say(label, secret, Utterance("别的话在这里。"))
        await scene.said()
    assert [words for words, _ in scene.voice.asked].count("确定。") == 1
    assert [words for words, _ in scene.voice.asked].count("三百元。") == 2
    scene.talker.pace = 2.0
    scene.talker.say(label)
    await scene.said()
    assert scene.voice.asked[-1] == ("确定。", 2.0)


def test_the_cache_forgets_what_was_not_used_for_longest() -> None:
    cache, sound = PhraseCache(most=2), Sound(b"", 8_000)
    cache.keep(Phrase("一"), How(), sound)
    cache.keep(Phrase("二"), How(), sound)
    assert cache.get(Phrase("一"), How()) is sound
    cache.keep(Phrase("三"), How(), sound)
    cache.keep(Phrase("长" * 41), How(), sound)
    assert cache.get(Phrase("二"), How()) is None
    assert cache.get(Phrase("一"), How()) is cache.get(Phrase("三"), How()) is sound
    assert cache.get(Phrase("长" * 41), How()) is None


def test_the_cache_keeps_the_tongues_apart() -> None:
    cache, sound = PhraseCache(), Sound(b"", 8_000)
    cache.keep(Phrase("120"), How(), sound)
    assert cache.get(Phrase("120", Tongue.ENGLISH), How()) is None
    assert cache.get(Phrase("120"), How()) is sound


async def test_english_is_spoken_by_the_english_voice_and_names_by_the_chinese_one() -> None:
    scene = Scene()
    scene.talker.say(Utterance("Grid worker: 王小明. Press OK.", tongue=Tongue.ENGLISH))
    await scene.said()
    assert [words for words, _ in scene.voice.asked] == ["Grid worker:", "王小明", "Press OK."]
    assert scene.voice.tongues == [Tongue.ENGLISH, Tongue.CHINESE, Tongue.ENGLISH]
    assert "Grid worker: 王小明." in scene.captions


async def test_a_speaker_that_breaks_costs_the_words_and_not_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    scene = Scene()

    def broken(*_sound: object, **_told: object) -> None:
        raise OSError("no sound")

    scene.speaker.play = broken  # type: ignore[method-assign]
    scene.talker.say(Utterance("秘密在这里。"))
    await scene.said()
    assert "the talker stumbled" in caplog.text
    assert "秘密" not in caplog.text


def test_the_repr_of_an_utterance_tells_nothing() -> None:
    assert "秘密" not in repr(Utterance("秘密"))
