"""What the model card says beside figures. Each is filled in, or taken as it is, by `card`."""

from __future__ import annotations

INTRO = """# Model card: noteworthy.tflite {version}

Reads the value of one banknote in a camera picture, for people who cannot see it. It names a value or is silent.

**It does not judge whether a note is genuine.** It was never trained or tested for that, and a printed copy is read
like a note.

| | |
|---|---|
| network | MobileNetV2 1.0, 224 x 224, per-channel int8 weights, uint8 input, float32 outputs |
| size | {megabytes:.2f} MB |
| classes | {classes}: (currency, value, series, face), and "not a note I know" |
| currencies | {currencies} |
| views | {views}: all of the picture, then the note's part turned by quarters, averaged; 1 where nothing is in view |
| landmarks | {landmarks} |
| temperature | {temperature} |
| inside the file | labels, normalisation, thresholds, version: `unzip -p {path} noteworthy.json`; landmarks |
| checksum | of all that comes before it, at the end of the file: `unzip -z {path}` |
| sha256 | `{sha256}` |

## How well it reads

Single photos, no smoothing over frames, at the shipped thresholds:

```
{command}
```
"""

NETWORK = """
## Why this network

Of those compared on the same photos and machine (docs/dev/networks.md) it reads best within 25 ms a frame, all the way
from camera to decision: its three views take about half of that on one slow core. Print is looked for beside the
frames, which never wait for it (docs/dev/print.md).
"""

LIMITS = """
## Limits

- The photos of this table chose the thresholds (not the weights), so it flatters a little. Photos by other people, of
  other notes and rooms, are the real test.
- The list of currencies says of each what it was evaluated on. Rupee, real and euro photos come from other sources than
  the training's photos, but 56 of the 101 dollars from a web collection that training had other photos of, and those of
  IDR, TRY, PKR, THB, JOD, BDT and VND are later photos by the same people, of the same rooms: weaker evidence, and
  figures that photos by others will not reach. RUB was evaluated on no photo.
- US dollar photos are mostly fronts; euro and real photos for training were few, so these are learned mostly from flat
  scans.
- Several notes at once: one value is named when all show the same, and nothing is promised otherwise.
- Notes of a value or series that is not in the list may be taken for one that is; the last lines above say how often.
- Demonetised notes (INR 500 and 1000 of the old series) are named as what they say, not as what they buy.

## What it was trained on

Real photos, flat scans (through the synthesiser) and pictures without known notes. None of them is part of this
repository. Beside the notes below: backgrounds from samples of ImageNet, COCO, BSDS500, DTD textures and produce
photos; hard negatives (playing cards, receipts of SROIE, coins, packages, documents); hands with masks. The start is
MobileNetV2 trained on ImageNet (Apache-2.0).
"""
