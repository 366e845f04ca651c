"""Pictures as SVG made by the server: pure functions from figures to text, the same for a page, a file and print.

Colours are presentation attributes of the light edition; on a page the classes beside them follow its tokens. What a
colour tells is told by a pattern and by the figure itself too.
"""

from publishing.drawing.bars import bars
from publishing.drawing.courses import courses
from publishing.drawing.flow import flow
from publishing.drawing.svg import Frame
from publishing.drawing.tiles import tiles

__all__ = ["Frame", "bars", "courses", "flow", "tiles"]
