"""The engine of open models: dlib finds the face, its points and may veto; two networks say how near faces are.

What was measured with it is in docs/faces.md and docs/face-accuracy.md. One thread, the child's.
"""

import hashlib
from pathlib import Path
from typing import Any

import dlib
import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from kiosk.faces.alignment import SIDE, Picture, aligned, sampled
from kiosk.faces.decision import Embedding, Vector
from kiosk.faces.engines import EyeFault, Roles
from kiosk.faces.eye import Face
from kiosk.faces.landmarks import COUNT, Landmarks, NoFaceShape
from kiosk.faces.models import FaceModel

_POINTS = "shape_predictor_68_face_landmarks.dat"
_VETO = "dlib_face_recognition_resnet_model_v1.dat"
_EXPO = "MobileFaceNet.tflite"
_PLUGIN = "fr_feature.onnx"
_LIVENESS = "fr_liveness.onnx"

_LIVE_SIDE = 128
_LIVE_GROWN = 2.7
"""The liveness network was taught on squares so much larger than the face (its package's own code)."""
_LIVE_BOX = 1.3
"""Its package's detector draws larger squares than dlib's: 1.28 times, 1.03 to 1.50 on 15 photographs."""
_PADDING = 0.25
"""Around the face for dlib's network, as dlib's own example has it."""


class OpenEye:
    """Implements `kiosk.faces.eye.Eye`. Raises EyeFault when made of damaged files."""

    engines = ("expo", "faceplugin")
    sizes = (192, 512, 128)

    def __init__(self, roles: Roles) -> None:
        found, expo, plugin = roles["dlib"], roles["litert"], roles["onnx"]
        self._detect = dlib.get_frontal_face_detector()
        self._predict = dlib.shape_predictor(str(_checked(found, _POINTS)))
        self._describe = dlib.face_recognition_model_v1(str(_checked(found, _VETO)))
        self._expo = Interpreter(model_path=str(_checked(expo, _EXPO)), num_threads=1)
        self._expo.allocate_tensors()
        self._expo_in = self._expo.get_input_details()[0]["index"]
        self._expo_out = self._expo.get_output_details()[0]["index"]
        # Its batch is two and cannot be changed; the second row is nobody's.
        self._pair = np.zeros((2, SIDE, SIDE, 3), np.float32)
        self._plugin = _session(_checked(plugin, _PLUGIN))
        self._liveness = _session(_checked(plugin, _LIVENESS))
        digests = (expo.files[_EXPO], plugin.files[_PLUGIN], found.files[_VETO], found.files[_POINTS])
        self.model = "-".join(("open1", *(digest[:8] for digest in digests)))

    def faces(self, picture: Picture, upsample: int = 0) -> tuple[Face, ...]:
        """Every face, the largest first."""
        found = []
        for box in self._detect(picture, upsample):
            shape = self._predict(picture, box)
            points = np.array([(shape.part(n).x, shape.part(n).y) for n in range(COUNT)], np.float64)
            try:
                found.append(Face(box.left(), box.top(), box.width(), Landmarks(points)))
            except NoFaceShape:
                continue
        return tuple(sorted(found, key=lambda face: -face.side))

    def embedding(self, picture: Picture, face: Face) -> Embedding:
        """A unit vector of each network."""
        small: NDArray[np.float32] = aligned(picture, face.landmarks).astype(np.float32)
        self._pair[0] = (small - 127.5) / 128
        self._expo.set_tensor(self._expo_in, self._pair)
        self._expo.invoke()
        expo = self._expo.get_tensor(self._expo_out)[0]
        self._pair[0] = 0
        plugin = _run(self._plugin, np.asarray((small - 127) / 128, np.float32))
        return Embedding((_unit(expo), _unit(plugin)))

    def veto(self, picture: Picture, face: Face) -> Vector:
        """The 128 numbers of dlib."""
        corner = dlib.rectangle(face.left, face.top, face.left + face.side - 1, face.top + face.side - 1)
        points = [dlib.point(round(x), round(y)) for x, y in face.landmarks.points]
        shape = dlib.full_object_detection(corner, points)
        return np.array(self._describe.compute_face_descriptor(picture, shape, 0, _PADDING), np.float32)

    def liveness(self, picture: Picture, face: Face) -> float:
        """The advisory network's word for `live`, 0 to 1."""
        scores = _run(self._liveness, _around(picture, face).astype(np.float32))
        likely = np.exp(scores - scores.max())
        return float(likely[0] / likely.sum())


def _checked(model: FaceModel, name: str) -> Path:
    """Where a file lies, which is what the manifest says to its last bit."""
    path = model.folder / name
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != model.files.get(name):
            raise EyeFault("damaged")
    return path


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: Any, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first output for one picture (height, width, 3)."""
    name = session.get_inputs()[0].name
    found: NDArray[np.float32] = session.run(None, {name: rows.transpose(2, 0, 1)[None]})[0][0]
    return found


def _unit(vector: NDArray[np.float32]) -> Vector:
    length = float(np.linalg.norm(vector))
    if not (np.isfinite(length) and length > 0):
        raise EyeFault("broken")
    return np.asarray(vector / length, np.float32)


def _around(picture: Picture, face: Face) -> Picture:
    """The square that the liveness network wants: grown about the face's middle, kept within the picture."""
    height, width = picture.shape[:2]
    box = face.side * _LIVE_BOX
    side = min(box * _LIVE_GROWN, width - 1, height - 1)
    # dlib's square ends above the chin and below the hair line: its middle lies low in the larger one.
    middle_x, middle_y = face.left + face.side / 2, face.top + face.side - box / 2
    left = min(max(middle_x - side / 2, 0), width - 1 - side)
    top = min(max(middle_y - side / 2, 0), height - 1 - side)
    steps = (np.arange(_LIVE_SIDE) + 0.5) * side / _LIVE_SIDE - 0.5
    across, down = np.meshgrid(np.clip(left + steps, 0, width - 1), np.clip(top + steps, 0, height - 1))
    return sampled(picture, np.stack([across.ravel(), down.ravel()], axis=1)).reshape(_LIVE_SIDE, _LIVE_SIDE, 3)
