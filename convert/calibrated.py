"""The numbers that a model's thresholds are calibrated with: `quantize` writes them into its metadata, where the app
finds them, and pictures are drawn with the same ones. Whoever changes one calibrates anew (docs/dev/export.md).
"""

from __future__ import annotations

from app.feedback.smoothing import SmoothingParameters
from app.recognition.rules import Lightening, ViewRules

# In a dark picture the network sees notes where there are none: it is shown a lighter one, in training as in the app.
LIGHTENING = Lightening(dark_below=0.25, lightened_to=0.35, most_gain=5.0)
# A first view that is so sure of "nothing" is hardly ever wrong, and further ones cost twice its time. Around a box a
# fifth of its sides is kept, since the box is not exact.
VIEWS = ViewRules(nothing=0.97, margin=0.2, light=LIGHTENING)
# What of the evidence over frames is a score, or weighs one.
_EVIDENCE = (
    "min_score",
    "min_margin",
    "steady_lead",
    "steady_fraction",
    "hold_fraction",
    "dark_unusable",
    "dark_full",
    "bright_full",
    "bright_unusable",
    "blur_unusable",
    "blur_full",
    "min_weight",
)


def evidence() -> dict[str, float]:
    """What the network's scores must come to over frames, by the name of the parameter."""
    parameters = SmoothingParameters()
    return {name: getattr(parameters, name) for name in _EVIDENCE}
