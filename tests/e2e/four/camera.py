"""Cameras that show one colour each, so that a picture tells who sent it: Y4M files for Chromium's file camera."""

import math
from pathlib import Path
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 180
FPS: Final = 10

Colour = tuple[int, int, int]

RED: Final[Colour] = (200, 40, 40)
GREEN: Final[Colour] = (40, 170, 60)
BLUE: Final[Colour] = (40, 70, 200)
YELLOW: Final[Colour] = (210, 190, 40)
EVERY: Final = (RED, GREEN, BLUE, YELLOW)
DISTANCE_MAX: Final = 60
"""Each two of them are more than twice as far from each other, so a picture is of one colour or of none."""


def write_camera(path: Path, colour: Colour) -> Path:
    """A second of film in one colour; Chromium plays it again and again."""
    luma, blue, red = _ycbcr(colour)
    quarter = WIDTH * HEIGHT // 4
    picture = bytes([luma]) * (WIDTH * HEIGHT) + bytes([blue]) * quarter + bytes([red]) * quarter
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + (b"FRAME\n" + picture) * FPS)
    return path


def _ycbcr(colour: Colour) -> tuple[int, int, int]:
    """ITU-R BT.601, limited range."""
    red, green, blue = (each / 255 for each in colour)
    return (
        round(16 + 65.481 * red + 128.553 * green + 24.966 * blue),
        round(128 - 37.797 * red - 74.203 * green + 112 * blue),
        round(128 + 112 * red - 93.786 * green - 18.214 * blue),
    )


def named(seen: Colour) -> Colour | None:
    """Which of our colours a sampled one is, through a codec's losses."""
    near = min(EVERY, key=lambda each: distance(each, seen))
    return near if distance(near, seen) <= DISTANCE_MAX else None


def distance(one: Colour, other: Colour) -> float:
    """How far two colours are from each other."""
    return math.dist(one, other)
