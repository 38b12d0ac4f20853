"""Draws the robot's picture: a clock for people to read, and a frame number for tests (frame_barcode)."""

import datetime
from collections.abc import Sequence

import av
from av.video.plane import VideoPlane

from . import frame_barcode

WIDTH, HEIGHT, RATE = 640, 360, 25  # pixels, and frames per second
FLASH_SECONDS = 0.1  # the background is lighter for this time at each full second
WHITE, BLACK, GREY, LIGHT_GREY = 235, 16, 96, 156  # luma, of the limited range from 16 to 235

# Which segments of a digit are lit: top, top left, top right, middle, bottom left, bottom right, bottom.
SEGMENTS = (
    "1110111",
    "0010010",
    "1011101",
    "1011011",
    "0111010",
    "1101011",
    "1101111",
    "1010010",
    "1111111",
    "1111011",
)
DIGIT_WIDTH, DIGIT_HEIGHT, STROKE = 40, 80, 10  # pixels


class Canvas:
    """The luma plane of a picture, as one bytearray for each line."""

    def __init__(self, luma: int) -> None:
        self.lines = [bytearray([luma]) * WIDTH for _ in range(HEIGHT)]

    def box(self, left: int, top: int, width: int, height: int, luma: int) -> None:
        """Fill a rectangle; what lies beyond the right or lower edge is cut off."""
        row = bytes([luma]) * max(0, min(width, WIDTH - left))
        for line in self.lines[top : top + height]:
            line[left : left + len(row)] = row

    def digit(self, left: int, top: int, value: int) -> None:
        """Draw a digit from 0 to 9 in seven segments."""
        half = DIGIT_HEIGHT // 2
        right, bottom = left + DIGIT_WIDTH - STROKE, top + DIGIT_HEIGHT - STROKE
        boxes = (
            (left, top, DIGIT_WIDTH, STROKE),
            (left, top, STROKE, half),
            (right, top, STROKE, half),
            (left, top + half - STROKE // 2, DIGIT_WIDTH, STROKE),
            (left, top + half, STROKE, half),
            (right, top + half, STROKE, half),
            (left, bottom, DIGIT_WIDTH, STROKE),
        )
        for lit, box in zip(SEGMENTS[value], boxes, strict=True):
            if lit == "1":
                self.box(*box, WHITE)


def draw(number: int, now: datetime.datetime) -> av.VideoFrame:
    """Return the picture of frame `number` at the time `now`."""
    flashes = number % RATE < FLASH_SECONDS * RATE
    canvas = Canvas(LIGHT_GREY if flashes else GREY)
    block_width = WIDTH // frame_barcode.BLOCKS
    for block, bit in enumerate(frame_barcode.encode(number)):
        canvas.box(block * block_width, 0, block_width, frame_barcode.HEIGHT, WHITE if bit else BLACK)
    for position, character in enumerate(now.strftime("%H%M%S")):
        gap = position // 2 * 30  # after the hours, and after the minutes
        canvas.digit(110 + position * 60 + gap, 120, int(character))
    canvas.box(number * 8 % (WIDTH - 60), 280, 60, 40, WHITE)  # moves, so that no two frames are alike
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    tint = 128 + 30 * (number // RATE % 2)  # blue or grey, in turn for a second
    _fill(frame.planes[0], canvas.lines)
    _fill(frame.planes[1], [bytes([tint]) * (WIDTH // 2)] * (HEIGHT // 2))
    _fill(frame.planes[2], [bytes([128]) * (WIDTH // 2)] * (HEIGHT // 2))
    return frame


def _fill(plane: VideoPlane, lines: Sequence[bytes | bytearray]) -> None:
    """Write a plane, whose lines may be longer in memory than the picture is wide."""
    padding = bytes(plane.line_size - len(lines[0]))
    plane.update(b"".join(bytes(line) + padding for line in lines))
