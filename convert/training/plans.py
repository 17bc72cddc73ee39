"""Plans of training: stages with growing pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of training.

    Attributes:
        size: side of the pictures, pixels.
        cut: name of the last frozen layer; None trains all layers.
        pictures: new pictures to draw.
        reuse: gradient steps for each batch of new pictures.
        batch: pictures a step.
        peak_rate: highest learning rate (AdamW), reached after a tenth of the stage, then a cosine down to 2 %.
    """

    size: int
    cut: str | None
    pictures: int
    reuse: int
    batch: int
    peak_rate: float


PLANS = {
    # A smoke run: a few minutes.
    "tiny": (Stage(96, "block_5_add", 1280, 1, 64, 1e-3), Stage(224, "block_5_add", 640, 1, 64, 3e-4)),
    # Two CPU cores, about two hours, a dozen currencies from ImageNet.
    "cpu": (Stage(160, "block_5_add", 150_000, 2, 64, 1.5e-3), Stage(224, "block_5_add", 110_000, 2, 64, 6e-4)),
    # Two CPU cores, about half an hour, on from the weights of an earlier run (`--init`).
    "more": (Stage(224, "block_5_add", 28_000, 2, 64, 5e-4),),
    # Two CPU cores, an hour and a half, a dozen currencies on from a model of fewer (`--init`).
    "many": (Stage(160, "block_5_add", 120_000, 2, 64, 1.2e-3), Stage(224, "block_5_add", 84_000, 2, 64, 6e-4)),
    # Two CPU cores, an hour and a half, to make a model of the same classes surer (`--init`).
    "longer": (Stage(224, "block_5_add", 150_000, 2, 64, 5e-4),),
    # Two CPU cores, about an hour, the same.
    "further": (Stage(224, "block_5_add", 100_000, 2, 64, 4e-4),),
    # Two CPU cores, some twenty minutes from ImageNet: enough to see what a model says of kinds left out of it.
    "short": (Stage(160, "block_5_add", 48_000, 2, 64, 1.2e-3), Stage(224, "block_5_add", 16_000, 2, 64, 6e-4)),
    # A GPU with a core for every hundred pictures a second, all layers, on from an earlier model (`--init`). With
    # `--minutes` it ends in time wherever it has come to.
    "gpu": (Stage(224, None, 600_000, 4, 256, 8e-4),),
    # A GPU, from ImageNet.
    "gpu-whole": (Stage(160, None, 600_000, 3, 256, 2e-3), Stage(224, None, 600_000, 3, 256, 1e-3)),
}
