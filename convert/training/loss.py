"""What training makes small: the answer's loss, and that of presence and box where they are known."""

from __future__ import annotations

from typing import Any

LABEL_SMOOTHING = 0.05
_PRESENCE_WEIGHT, _BOX_WEIGHT = 0.2, 2.0


def answer_loss(logits: Any, targets: Any) -> Any:
    """Mean loss, smoothed, of torch tensors (n, classes): the sum over the classes that a picture may be is its target,
    so that unsorted faces can be learned."""
    import torch

    log_p = torch.log_softmax(logits, 1)
    nll = -torch.logsumexp(log_p.masked_fill(~targets, -1e4), 1)
    return ((1 - LABEL_SMOOTHING) * nll - LABEL_SMOOTHING * log_p.mean(1)).mean()


def with_box(loss: Any, where: Any, boxes: Any, has_note: Any) -> Any:
    """A loss, and that of presence and box (n, 5) against boxes (n, 4) and presence (n,), NaN where not known."""
    import torch

    known = ~torch.isnan(has_note)
    if known.any():
        loss = loss + _PRESENCE_WEIGHT * torch.nn.functional.binary_cross_entropy_with_logits(
            where[known, 0], has_note[known]
        )
    boxed = ~torch.isnan(boxes[:, 0])
    if boxed.any():
        loss = loss + _BOX_WEIGHT * torch.nn.functional.smooth_l1_loss(where[boxed, 1:], boxes[boxed], beta=0.1)
    return loss
