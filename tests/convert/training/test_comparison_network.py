"""The comparison network: its shapes, its weights by name, and that it starts as the MobileNet whose weights it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convert.data.dataset import DataError
from tests.convert.keras_weights import WHY

torch = pytest.importorskip("torch", reason=WHY)

from convert.training.comparison_network import (  # noqa: E402 - after the skip: it imports PyTorch
    PHOTO_CELLS,
    SIDE_CELLS,
    TOKEN,
    Comparer,
    convolutions,
)


@pytest.fixture(scope="module")
def network() -> Any:
    torch.manual_seed(1)
    return Comparer().eval()


def _pictures(height: int, count: int = 2, seed: int = 2) -> Any:
    return torch.rand(count, 3, height, 224, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def _answer(network: Any) -> tuple[Any, Any]:
    with torch.no_grad():
        return network.compare(network.embed(_pictures(224)), network.embed(_pictures(112, seed=3)))


def _folded(network: Any) -> dict[str, Any]:
    """The convolutions as a model file has them: OHWI kernels."""
    found: dict[str, Any] = {}
    for number, (each, kernel, bias) in enumerate(zip(convolutions(), network.embed.w, network.embed.b, strict=True)):
        order = (1, 2, 3, 0) if each.depthwise else (0, 2, 3, 1)
        found[f"L{number:02d}_w"] = kernel.detach().permute(*order).numpy()
        found[f"L{number:02d}_b"] = bias.detach().numpy()
    return found


def test_tokens_and_answers_have_their_shapes(network: Any) -> None:
    with torch.no_grad():
        assert network.embed(_pictures(224)).shape == (2, PHOTO_CELLS**2, TOKEN)
        assert network.embed(_pictures(112)).shape == (2, SIDE_CELLS, TOKEN)
    logits, cells = _answer(network)
    assert logits.shape == (2,)
    assert cells.shape == (2, SIDE_CELLS, 3)


def test_backbone_is_mobilenet_up_to_a_sixteenth() -> None:
    plan = convolutions()
    assert len(plan) == 39
    assert np.prod([each.stride for each in plan]) == 16
    assert sum(each.joins is not None for each in plan) == 8
    for each in plan:
        if each.joins is not None:
            assert plan[each.joins].channels_in == each.channels_out


def test_weights_go_by_the_names_that_shipped_ones_have(network: Any) -> None:
    names = set(network.weights())
    assert {"embed.w.0", "embed.b.38", "embed.out.weight", "embed.norm.bias"} <= names
    assert {"compare.it.weight", "compare.ip.bias", "compare.pt", "compare.pp", "compare.npn.weight"} <= names
    assert {"compare.blocks.0.cross.q.weight", "compare.blocks.2.own.o.bias", "compare.blocks.1.m2.weight"} <= names
    assert {"compare.blocks.0.n1.weight", "compare.n.weight", "compare.where.bias", "compare.out.weight"} <= names
    assert len(names) == 176
    assert all(value.dtype == np.float32 for value in network.weights().values())


def test_weights_come_back_from_a_file_and_strangers_in_it_are_passed_over(network: Any, tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    weights: dict[str, Any] = {**network.weights(), "compare.score.weight": np.zeros(3, np.float32)}
    np.savez(path, **weights)
    torch.manual_seed(5)
    other = Comparer().eval()
    expected = _answer(network)
    assert not torch.allclose(_answer(other)[0], expected[0])
    other.take(path)
    assert all(torch.equal(mine, yours) for mine, yours in zip(_answer(other), expected, strict=True))


def test_files_that_hold_no_such_weights_are_told(network: Any, tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    weights: dict[str, Any] = network.weights()
    with pytest.raises(DataError, match="holds no weights"):
        network.take(path)
    np.savez(path, **{name: value for name, value in weights.items() if name != "compare.pp"})
    with pytest.raises(DataError, match=r"holds no weights of this network.*compare\.pp"):
        network.take(path)
    np.savez(path, **{**weights, "compare.pp": np.zeros((4, 4), np.float32)})
    with pytest.raises(DataError, match=r"other sizes \(compare\.pp\)"):
        network.take(path)
    whole = path.read_bytes()
    for damaged in (b"", b"PK\3\4 and no more", b"none", whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        with pytest.raises(DataError, match="holds no weights"):
            network.take(path)


def test_it_starts_with_the_convolutions_of_a_model(network: Any) -> None:
    torch.manual_seed(6)
    started = Comparer(_folded(network))
    for mine, given in zip(started.embed.w, network.embed.w, strict=True):
        assert torch.equal(mine, given)
    assert all(torch.equal(mine, given) for mine, given in zip(started.embed.b, network.embed.b, strict=True))
    with pytest.raises(DataError, match="Convolution 3 is"):
        Comparer({**_folded(network), "L03_w": np.zeros((8, 1, 1, 16), np.float32)})


def test_picture_of_one_side_does_not_change_what_is_said_of_another(network: Any) -> None:
    photos, sides = network.embed(_pictures(224)), network.embed(_pictures(112, seed=3))
    with torch.no_grad():
        together = network.compare(photos, sides)[0]
        alone = torch.cat([network.compare(photos[k : k + 1], sides[k : k + 1])[0] for k in range(2)])
    assert torch.allclose(together, alone, atol=1e-4)


def test_what_a_block_adds_is_added_to_what_came_into_it() -> None:
    network = Comparer().eval()
    with torch.no_grad():
        # The last stage gives 1, then 1 + 1, then 2 + 0.
        for number, bias in ((32, 1.0), (35, 1.0), (38, 0.0)):
            network.embed.w[number].zero_()
            network.embed.b[number].fill_(bias)
        tokens = network.embed(_pictures(112, count=1))[0]
        expected = network.embed.norm(network.embed.out(torch.full((96,), 2.0)))
    assert torch.allclose(tokens, expected.expand(SIDE_CELLS, TOKEN), atol=1e-5)
