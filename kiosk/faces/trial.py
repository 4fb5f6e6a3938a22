"""One try, picture by picture: is it good, is she alive, is it the same face throughout, and whose is it.

The child's engine and `kiosk face` share it. It keeps vectors and one picture in memory, and `wipe` leaves nothing.
Times are seconds of one stopwatch, those of the pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from kiosk.faces.alignment import Picture, aligned
from kiosk.faces.challenge import BY_EAR, FACING, Challenge, Failure, Limits, Sight
from kiosk.faces.contract import Advice, Asked, Outcome, Portrait, Seen, Stake, Step, Template, Verdict
from kiosk.faces.decision import LEAST_PICTURES, MOST_PICTURES, Embedding, Vector, distance, same_face, wipe
from kiosk.faces.eye import Eye, Face, Witness
from kiosk.faces.quality import COMPARED, FOLLOWED, advice_on
from kiosk.faces.references import VETO, NoReference, Reference, reference_of, template_of
from kiosk.faces.scaling import bounded
from kiosk.faces.stillness import StillWatch

SAME_THROUGHOUT = 1.0
"""Pictures of one try are nearer to its first one than this, turned and blinking; strangers are about 1.4 apart."""
_STRANGE = 3
"""So many pictures of another face in a row are another face; one or two are blurred."""
_APPROACH_S = {False: 20.0, True: 45.0}
"""How long she may take to stand rightly, before anything is asked; the second: by ear."""
SURE = 0.02
"""Below this in the middle of all pictures the advisory network is very sure that it is no living face. It alone then
refuses; it never accepts anything. The lowest of 15 photographs of people was 0.67, of 8 more 0.40."""
_OUTCOMES = {
    Failure.TOO_SLOW: Outcome.TOO_SLOW,
    Failure.LOST: Outcome.LOST,
    Failure.ANOTHER_FACE: Outcome.ANOTHER_FACE,
    Failure.FLAT: Outcome.FLAT,
}


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Kept:
    """A good picture of her from the front, as the engines see it."""

    embedding: Embedding
    alive: float


class Trial:
    """Takes pictures until there is a verdict; those after it change nothing."""

    def __init__(
        self, eye: Eye, asked: Asked, steps: Sequence[Step], begun_at: float, witness: Witness | None = None
    ) -> None:
        """`steps` are drawn by `challenge.drawn`, with random.SystemRandom() but in a test."""
        self._eye = eye
        self._asked = asked
        self._steps = steps
        self._limits = BY_EAR if asked.by_ear else Limits()
        self._witness = witness
        self._until = begun_at + _APPROACH_S[asked.by_ear]
        self._found = False
        self._still = StillWatch()
        self._challenge: Challenge | None = None
        self._first: Embedding | None = None
        self._strange = 0
        self._kept: list[_Kept] = []
        self._veto: Vector | None = None
        self._references: dict[int, Reference] | None = None
        self._witnessed = witness is None
        self._verdict: Verdict | None = None

    def look(self, picture: Picture, at: float) -> Seen | Verdict:
        """Look at the next picture; it is not kept, nor looked at any more when this returns."""
        if self._verdict is None:
            looked = self._look(bounded(picture), at)
            if isinstance(looked, Seen):
                return looked
            self._verdict = looked
            self.wipe()
        return self._verdict

    def wipe(self) -> None:
        """Leave nothing of her in memory."""
        self._still.wipe()
        for kept in self._kept:
            wipe(kept.embedding)
        self._kept.clear()
        if self._first is not None:
            wipe(self._first)
        if self._veto is not None:
            self._veto.fill(0)
        for reference in (self._references or {}).values():
            reference.wipe()
        self._first = self._veto = self._references = None

    # One picture.

    def _look(self, picture: Picture, at: float) -> Seen | Verdict:
        if self._asked.references and self._references is None:
            self._references = _references(self._eye, self._asked.references)
            if not self._references:
                return Verdict(Outcome.NO_REFERENCE)
        faces = self._eye.faces(picture)
        self._found = self._found or bool(faces)
        face = faces[0] if len(faces) == 1 else None
        if self._still.frozen(picture, at, face):
            return Verdict(Outcome.FROZEN)
        if face is None:
            return self._without(Advice.SEVERAL if faces else Advice.NOBODY, at)
        small = aligned(picture, face.landmarks)
        if advice := advice_on(face, small, picture, COMPARED if self._challenge is None else FOLLOWED):
            return self._without(advice, at)
        if self._witness is not None:
            alive = self._witness.alive(face, at)
            if alive is False:
                return Verdict(Outcome.FLAT)
            self._witnessed = self._witnessed or alive is True
        return self._with(picture, face, advice_on(face, small, picture, COMPARED), at)

    def _without(self, advice: Advice, at: float) -> Seen | Verdict:
        """A picture that is good for nothing."""
        return self._go_on(Sight(at, None), advice)

    def _with(self, picture: Picture, face: Face, advice: Advice | None, at: float) -> Seen | Verdict:
        """A picture in which she can be followed; `advice`: why it is not good enough to be compared."""
        embedding = self._eye.embedding(picture, face)
        if self._challenge is None:
            if abs(face.landmarks.asymmetry) > FACING:
                return self._without_challenge(None, at)
            self._challenge = Challenge(at, self._steps, self._limits)
            self._first = Embedding(tuple(vector.copy() for vector in embedding.vectors))
        if self._is_strange(embedding):
            another = self._strange >= _STRANGE
            return self._go_on(Sight(at, face.landmarks, same=False) if another else Sight(at, None), advice)
        if advice is None and self._faces_us(face):
            self._keep(picture, face, embedding)
        return self._go_on(Sight(at, face.landmarks), advice)

    def _go_on(self, sight: Sight, advice: Advice | None) -> Seen | Verdict:
        challenge = self._challenge
        if challenge is None:
            return self._without_challenge(advice, sight.at)
        if not challenge.over:
            challenge.look(sight)
            self._until = sight.at + self._limits.step_s  # once she is alive, so long for pictures that are good enough
        if challenge.failure is not None:
            return Verdict(_OUTCOMES[challenge.failure])
        if challenge.passed:
            return self._decide_or_wait(advice, sight.at)
        turning = challenge.step in {Step.LEFT, Step.RIGHT, Step.BLINK}
        return Seen(challenge.step, None if turning and sight.face is not None else advice)

    def _without_challenge(self, advice: Advice | None, at: float) -> Seen | Verdict:
        if at > self._until:
            return Verdict(Outcome.TOO_SLOW if self._found else Outcome.LOST)
        return Seen(Step.FRONT, advice)

    # The face.

    def _is_strange(self, embedding: Embedding) -> bool:
        assert self._first is not None
        strange = distance(embedding, self._first) > SAME_THROUGHOUT
        self._strange = self._strange + 1 if strange else 0
        return strange

    def _faces_us(self, face: Face) -> bool:
        """Is it a picture to compare: from the front, eyes open?"""
        assert self._challenge is not None
        return abs(face.landmarks.asymmetry) <= FACING and self._challenge.step is not Step.BLINK

    def _keep(self, picture: Picture, face: Face, embedding: Embedding) -> None:
        self._kept.append(_Kept(embedding, self._eye.liveness(picture, face)))
        if len(self._kept) > MOST_PICTURES:
            wipe(self._kept.pop(0).embedding)
        if self._veto is None and len(self._kept) >= LEAST_PICTURES:
            self._veto = self._eye.veto(picture, face)

    # The decision.

    def _decide_or_wait(self, advice: Advice | None, at: float) -> Seen | Verdict:
        if len(self._kept) < LEAST_PICTURES:
            return Verdict(Outcome.TOO_SLOW) if at > self._until else Seen(Step.FRONT, advice)
        if not (self._witnessed and median(kept.alive for kept in self._kept) >= SURE):
            return Verdict(Outcome.FLAT)
        assert self._veto is not None
        embeddings = [kept.embedding for kept in self._kept]
        if self._references is None:
            return Verdict(Outcome.SAME, template=template_of(self._eye, embeddings, self._veto))
        return _compared(embeddings, self._veto, self._references, self._asked.stake)


def _compared(
    embeddings: Sequence[Embedding], veto: Vector, references: Mapping[int, Reference], stake: Stake
) -> Verdict:
    """The nearest of the references, if it is near enough."""
    apart = {n: [distance(each, reference.embedding) for each in embeddings] for n, reference in references.items()}
    which = min(apart, key=lambda n: median(apart[n]))
    near = float(np.linalg.norm(references[which].veto - veto)) <= VETO  # what is not a number is not near
    same = same_face(apart[which], stake) and near
    return Verdict(Outcome.SAME, which=which) if same else Verdict(Outcome.OTHER)


def _references(eye: Eye, asked: Sequence[Portrait | Template]) -> dict[int, Reference]:
    """Those that can be compared with, by their place in what was asked."""
    found = {}
    for number, given in enumerate(asked):
        try:
            found[number] = reference_of(eye, given)
        except NoReference:
            continue
    return found
