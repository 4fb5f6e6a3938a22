"""Whom a face is compared with: a portrait or a template, as the engines see it; and how a template is made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.faces.alignment import Picture
from kiosk.faces.contract import LEAST_PORTRAIT_SIDE, MOST_PORTRAIT_SIDE, Portrait, Template
from kiosk.faces.decision import Embedding, Vector, wipe
from kiosk.faces.eye import Eye, Face
from kiosk.faces.scaling import enlarged

VETO = 0.6
"""dlib's own threshold: whoever is further apart than this is somebody else. Nearer proves nothing (FACE.md)."""
_EDGE = 0.4
_SECOND = 0.5
"""Of the first face's side: a photograph with another one as large as this shows two people."""
_UNIT, _VETO_LENGTHS = 1e-3, (0.5, 3.0)
_FLOAT = np.dtype("<f4")


class NoReference(Exception):
    """There is no face in it, or not one; or a template is of another model, or no template."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Reference:
    """One face as the engines see it; its repr tells nothing."""

    embedding: Embedding
    veto: Vector

    def wipe(self) -> None:
        """Leave nothing of it in memory."""
        wipe(self.embedding)
        self.veto.fill(0)


def reference_of(eye: Eye, given: Portrait | Template) -> Reference:
    """What it is compared by. Raises: NoReference."""
    return _of_template(eye, given) if isinstance(given, Template) else _of_portrait(eye, given)


def template_of(eye: Eye, embeddings: Sequence[Embedding], veto: Vector) -> Template:
    """What is kept of several pictures of one face: the middle of each engine's vectors, and dlib's numbers."""
    middles = [np.mean(vectors, axis=0) for vectors in zip(*(each.vectors for each in embeddings), strict=True)]
    vectors = [np.asarray(middle / np.linalg.norm(middle), _FLOAT) for middle in middles]
    return Template(eye.model, b"".join(vector.tobytes() for vector in (*vectors, veto.astype(_FLOAT))))


def _of_template(eye: Eye, template: Template) -> Reference:
    sizes = eye.sizes
    if template.model != eye.model or len(template.vectors) != sum(sizes) * _FLOAT.itemsize:
        raise NoReference
    parts = np.split(np.frombuffer(template.vectors, _FLOAT).astype(np.float32), np.cumsum(sizes)[:-1])
    lengths = [float(np.linalg.norm(part)) for part in parts]
    if not all(abs(length - 1) < _UNIT for length in lengths[:-1]):  # also where one is not a number
        raise NoReference
    if not _VETO_LENGTHS[0] < lengths[-1] < _VETO_LENGTHS[1]:
        raise NoReference
    return Reference(Embedding(tuple(parts[:-1])), parts[-1])


def _of_portrait(eye: Eye, portrait: Portrait) -> Reference:
    if not fits(portrait):
        raise NoReference
    rgb = np.frombuffer(portrait.rgb, np.uint8).reshape(portrait.height, portrait.width, 3).copy()
    plain = enlarged(rgb)
    edges = [(int(side * _EDGE),) * 2 for side in plain.shape[:2]]
    edged = np.ascontiguousarray(np.pad(plain, (*edges, (0, 0)), mode="edge"))
    try:
        picture, face = _face_of(eye, (plain, edged))
        return Reference(eye.embedding(picture, face), eye.veto(picture, face))
    finally:
        for made in (rgb, plain, edged):
            made.fill(0)


def fits(portrait: Portrait) -> bool:
    """Has it all its pixels, and not too many?"""
    sides = portrait.width, portrait.height
    return (
        min(sides) >= LEAST_PORTRAIT_SIDE
        and max(sides) <= MOST_PORTRAIT_SIDE
        and (len(portrait.rgb) == portrait.width * portrait.height * 3)
    )


def _face_of(eye: Eye, pictures: Sequence[Picture]) -> tuple[Picture, Face]:
    """The one face; photographs that are cut at chin or hair show it only with an edge around them."""
    for tried in pictures:
        faces = eye.faces(tried)
        if len(faces) > 1 and faces[1].side > _SECOND * faces[0].side:
            raise NoReference
        if faces:
            return tried, faces[0]
    raise NoReference
