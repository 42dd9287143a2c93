"""Owns the QR of the verify address. Invariant: equal addresses give equal drawings. Source: ISO/IEC 18004."""

from io import BytesIO
from typing import Final

import segno

QUIET_MODULES: Final = 2  # the foot around it is white as well


def as_svg(url: str) -> str:
    """An SVG without size of its own: the template gives it one. Level M: a fold or a stamp may hide 15 %."""
    drawing = BytesIO()
    segno.make(url, error="m", micro=False, boost_error=False).save(
        drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawing.getvalue().decode()
