"""The engine of open models with its real files, on a photograph that belongs to everybody."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from kiosk.faces.alignment import Picture, aligned
from kiosk.faces.contract import Advice, Portrait, Template
from kiosk.faces.decision import distance
from kiosk.faces.engines import EyeFault, open_eye, whole_engine
from kiosk.faces.eye import Eye
from kiosk.faces.models import FaceModel
from kiosk.faces.quality import COMPARED, advice_on
from kiosk.faces.references import NoReference, reference_of, template_of
from tests.unit.faces.conftest import MODELS

pytestmark = pytest.mark.xdist_group("face_engine")

# Of /skimage/data/astronaut.png, by dlib's, LiteRT's and onnxruntime's own examples and a warp written beside this
# one (research for issue 6): the first numbers of each unit vector.
BOX = (179, 83, 88)
EXPO = (0.012308, -0.000616, 0.000853, 0.003405, -0.013048)
PLUGIN = (0.048358, 0.077276, -0.038357, -0.000034, -0.032708)
WITHIN = 0.0005


@pytest.fixture(scope="session")
def photograph() -> Image.Image:
    return Image.open(MODELS / "astronaut" / "astronaut.png").convert("RGB")


@pytest.fixture(scope="session")
def before_the_camera(photograph: Image.Image) -> Image.Image:
    """She, as near as she shall be: 640 x 480."""
    return photograph.resize((768, 768), Image.Resampling.BICUBIC).crop((64, 0, 704, 480))


def pixels(image: Image.Image) -> Picture:
    return np.ascontiguousarray(image)


def advice(eye: Eye, image: Image.Image) -> Advice | None:
    picture = pixels(image)
    (face,) = eye.faces(picture)
    return advice_on(face, aligned(picture, face.landmarks), picture, COMPARED)


def test_it_sees_what_the_reference_saw(real_eye: Eye, photograph: Image.Image) -> None:
    picture = pixels(photograph)
    (face,) = real_eye.faces(picture)
    assert (face.left, face.top, face.side) == BOX
    expo, plugin = real_eye.embedding(picture, face).vectors
    assert expo[:5] == pytest.approx(EXPO, abs=WITHIN)
    assert plugin[:5] == pytest.approx(PLUGIN, abs=WITHIN)
    assert tuple(map(len, (expo, plugin, real_eye.veto(picture, face)))) == real_eye.sizes
    assert real_eye.liveness(picture, face) > 0.9


def test_a_good_picture_is_good_and_what_is_wrong_is_named(real_eye: Eye, before_the_camera: Image.Image) -> None:
    plain = before_the_camera
    assert advice(real_eye, plain) is None
    assert advice(real_eye, plain.filter(ImageFilter.GaussianBlur(1))) is None
    assert advice(real_eye, plain.filter(ImageFilter.GaussianBlur(3))) is Advice.BLURRED
    assert advice(real_eye, ImageEnhance.Brightness(plain).enhance(0.2)) is Advice.TOO_DARK
    assert advice(real_eye, ImageEnhance.Brightness(plain).enhance(2)) is Advice.TOO_BRIGHT
    assert advice(real_eye, plain.resize((400, 300))) is Advice.TOO_FAR
    assert advice(real_eye, plain.crop((240, 0, 640, 480))) is Advice.AT_THE_EDGE


def test_noise_of_a_camera_does_not_pass_for_detail(real_eye: Eye, before_the_camera: Image.Image) -> None:
    blurred = np.asarray(before_the_camera.filter(ImageFilter.GaussianBlur(4)), np.float64)
    noisy = blurred + np.random.default_rng(1).normal(0, 5, blurred.shape)
    assert advice(real_eye, Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))) is Advice.BLURRED


def test_a_chips_photo_is_she_and_a_template_of_it_too(real_eye: Eye, before_the_camera: Image.Image) -> None:
    picture = pixels(before_the_camera)
    (face,) = real_eye.faces(picture)
    her = real_eye.embedding(picture, face)
    small = before_the_camera.crop((180, 60, 384, 312)).resize((102, 126))
    chip = reference_of(real_eye, Portrait(*small.size, small.tobytes()))
    assert distance(chip.embedding, her) < 0.7
    template = template_of(real_eye, [her, chip.embedding], chip.veto)
    again = reference_of(real_eye, template)
    assert distance(again.embedding, her) < 0.5
    assert again.veto == pytest.approx(chip.veto)
    chip.wipe()
    assert not any(vector.any() for vector in (*chip.embedding.vectors, chip.veto))


def test_what_is_no_reference_is_none(real_eye: Eye, before_the_camera: Image.Image) -> None:
    blank = Portrait(102, 126, bytes([200]) * (102 * 126 * 3))
    twice = Image.new("RGB", (480, 300))
    for x in (0, 240):
        twice.paste(before_the_camera.crop((160, 40, 400, 340)), (x, 0))
    size = sum(real_eye.sizes)
    right = np.zeros(size, "<f4")
    right[[0, real_eye.sizes[0], size - 1]] = 1
    reference_of(real_eye, Template(real_eye.model, right.tobytes()))
    wrong = [right.copy() for _ in range(3)]
    wrong[0][0], wrong[1][5], wrong[2][-1] = 2, np.nan, 0
    none: tuple[Portrait | Template, ...] = (
        blank,
        Portrait(*twice.size, twice.tobytes()),
        Portrait(10, 10, bytes(300)),
        Portrait(102, 126, bytes(17)),
        Template("another", right.tobytes()),
        Template(real_eye.model, right.tobytes()[:-4]),
        *(Template(real_eye.model, vectors.tobytes()) for vectors in wrong),
    )
    for given in none:
        with pytest.raises(NoReference):
            reference_of(real_eye, given)


def test_one_byte_that_is_not_right_and_nobody_sees(laid_faces: tuple[FaceModel, ...], tmp_path: Path) -> None:
    (expo,) = [model for model in laid_faces if model.runtime == "open/litert"]
    folder = tmp_path / "models"
    shutil.copytree(expo.folder, folder)
    (file,) = expo.files
    octets = bytearray((folder / file).read_bytes())
    octets[len(octets) // 2] ^= 1
    (folder / file).write_bytes(octets)
    others = [model for model in laid_faces if model is not expo]
    with pytest.raises(EyeFault) as caught:
        open_eye([*others, replace(expo, folder=folder)])
    assert caught.value.reason == "damaged"


def test_what_lacks_a_pack_is_no_engine(laid_faces: tuple[FaceModel, ...]) -> None:
    assert len(whole_engine(laid_faces)) == 3
    assert whole_engine(laid_faces[1:]) == ()
    with pytest.raises(EyeFault):
        open_eye(laid_faces[1:])
    with pytest.raises(EyeFault):
        open_eye([replace(model, folder=Path("/nowhere")) for model in laid_faces])
