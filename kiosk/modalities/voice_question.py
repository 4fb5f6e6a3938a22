"""Which question words answer: the one that stood when she began to speak, if it is still asked when they come."""

from dataclasses import replace

from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Option, Present
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING


def still_asked(begun: Scene, now: Scene) -> bool:
    """Do words that were begun on one page answer the one that stands now?

    A page is told anew while a device comes or goes, and asked anew where a device gave what was no answer. (Whoever
    answers by hand has broken off what she was saying: see `Ears.break_off`.) A yes to money, print or a door is only
    for the very words that she had before her, and what is done at the machine is done for the page that asked for it.
    """
    if isinstance(now.prompt, Confirm):
        return begun == now
    return begun.id == now.id or (_can_be_asked_again(now.prompt) and _awake(begun) == _awake(now))


def _can_be_asked_again(prompt: AnyPrompt) -> bool:
    return isinstance(prompt, Choose | EnterDigits | EnterText | Present)


def _awake(scene: Scene) -> Scene:
    """A scene as if everything worked, whatever its number."""
    prompt: AnyPrompt = scene.prompt
    match prompt:
        case Choose():
            prompt = replace(prompt, options=_able(prompt.options), elsewhere=_able(prompt.elsewhere))
        case Present():
            ways = tuple(replace(way, resting=NOTHING) for way in prompt.ways)
            prompt = replace(prompt, ways=ways, others=_able(prompt.others))
    return replace(scene, id=0, prompt=prompt)


def _able(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(replace(option, resting=NOTHING) for option in options)
