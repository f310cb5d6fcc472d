"""Where signatures, the seal and initials are drawn, from the boxes of their anchors; points from the bottom left.

Rule: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.7.d and II.8. Of digital initials the decree says nothing: they are
kept small and take no room on the page.
"""

Box = tuple[float, float, float, float]
"""Left, low, right, high."""
_MM = 72 / 25.4
_SEAL_SIZE = 36 * _MM  # the round seal of an office in its real size
_SIGNATURE_WIDTH = 48 * _MM
_SIGNATURE_ABOVE = 8  # points left free below the title and above the name
_INITIALS_SIZE = (16 * _MM, 7 * _MM)
_PAPER_EDGE = 8 * _MM  # nothing is drawn nearer to the right edge of the paper


def signature_box(anchor: Box) -> Box:
    """Between title and name, in the middle (II.7.d)."""
    left, low, right, high = anchor
    middle, half = (left + right) / 2, _SIGNATURE_WIDTH / 2
    return middle - half, low + _SIGNATURE_ABOVE, middle + half, high - _SIGNATURE_ABOVE


def seal_box(signature: Box) -> Box:
    """Over the left third of the signature's image, in real size (II.8)."""
    left, low, right, high = signature
    edge, middle = left + (right - left) / 3, (low + high) / 2
    return edge - _SEAL_SIZE, middle - _SEAL_SIZE / 2, edge, middle + _SEAL_SIZE / 2


def initials_box(anchor: Box, paper: float) -> Box:
    """Small, after the last word of the line, on it; at the edge of the paper (so wide) where the line is full."""
    width, height = _INITIALS_SIZE
    left = min(anchor[2] + 2, paper - _PAPER_EDGE - width)
    low = anchor[1] - height / 4
    return left, low, left + width, low + height
