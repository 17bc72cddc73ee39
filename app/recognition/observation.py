"""What leaves this room: what the network saw in one frame, and whose print was seen. Nothing is computed here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0 to 1) of the frame's width and height; x to the right, y downwards in the picture."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class ValueScore:
    """How much one frame speaks for one value of one currency.

    Attributes:
        currency: ISO 4217 code, for example "USD".
        value: face value as in the label, for example "20" or "0.5".
        face: "front" or "back", whichever of the value's classes scored more.
        score: calibrated probability, 0 to 1, summed over the value's faces and series.
        threshold: the score from which a single picture may be named (from the model's metadata), 0 to 1.
        is_withdrawn: whether the design that is seen is no longer money.
    """

    currency: str
    value: str
    face: str
    score: float
    threshold: float
    is_withdrawn: bool = False

    @property
    def key(self) -> str:
        """ "CUR/value"."""
        return f"{self.currency}/{self.value}"


@dataclass(frozen=True, slots=True)
class StageTimings:
    """Milliseconds spent on one frame, by stage."""

    preprocess_ms: float
    inference_ms: float
    postprocess_ms: float


@dataclass(frozen=True, slots=True)
class Observation:
    """What the model saw in one frame.

    Attributes:
        frame_index, captured_at_s, source_item, monotonic_s: copied from the frame.
        scores: values of the currencies that are on, best first; never empty.
        unknown_score: probability, 0 to 1, of "not a note I know" plus all currencies that are off.
        brightness: mean luma of the frame, 0 (black) to 1 (white).
        sharpness: variance of the Laplacian of the frame at the model's resolution (luma in 0..255); below about 20
            is heavily blurred, above 100 is sharp.
        note_box: where the note lies, or None when the model has no idea (or no such output).
        timings: what the frame cost.
    """

    frame_index: int
    captured_at_s: float
    source_item: str | None
    monotonic_s: float
    scores: tuple[ValueScore, ...]
    unknown_score: float
    brightness: float
    sharpness: float
    note_box: Box | None
    timings: StageTimings

    @property
    def shows_note(self) -> bool:
        """Whether the frame shows something like a note, known or not."""
        return self.note_box is not None or self.best.score > self.unknown_score

    @property
    def best(self) -> ValueScore:
        """The value with the highest score."""
        return self.scores[0]


@dataclass(frozen=True, slots=True)
class PrintMatch:
    """The print of one note, seen in one frame.

    Attributes:
        currency, value: what is printed there.
        face, series: "front" or "back", "current" or "old"; None where the templates do not say.
        inliers: keypoints in one arrangement.
        agreement: how far the picture agrees with the template at all its places, 0 (not at all) to 1.
        is_clear: whether this look alone is enough.
        homography: rows of a matrix (3, 3), from the template's pixels to fractions of the frame.
        outline: what the template shows of the note, as four corners in fractions of the frame, in order.
        captured_at_s: source time of the frame.
        is_taught: whether a person taught this note, which the network does not know.
        has_others: whether another note's print is clear elsewhere in the frame.
        others_are_alike: whether all of these are of the same value.
        is_faint: whether it bears out what the network is sure of, and nothing else.
        is_like: whether the photo itself is like that note as well.
        is_doubtful: whether it is faint, and the photo itself is not like that note: keypoints that show it faintly, or
            that its family shows as well, are not enough then.
    """

    currency: str
    value: str
    face: str | None
    series: str | None
    inliers: int
    agreement: float
    is_clear: bool
    homography: tuple[tuple[float, ...], ...]
    outline: tuple[tuple[float, float], ...]
    captured_at_s: float
    is_taught: bool = False
    has_others: bool = False
    others_are_alike: bool = False
    is_faint: bool = False
    is_like: bool = False
    is_doubtful: bool = False

    @property
    def key(self) -> str:
        """ "CUR/value"."""
        return f"{self.currency}/{self.value}"
