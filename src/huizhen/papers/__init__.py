"""Papers: PDF/A-2b set by Typst in Noto Sans SC, and page images of the same compile.

Invariant: a paper is addressed by the hash of what it was made from and prints its data hash; equal data
give equal bytes; a character that cannot be drawn is printed as 〓 and listed, never dropped, never a failure.
"""

from huizhen.papers.coverage import is_readable
from huizhen.papers.faces import Faces, FontsMissingError, FontsWrongError, find_faces
from huizhen.papers.press import open_press
from huizhen.papers.schemas import ConsultationReport
from huizhen.papers.typst import Paper, PaperDataError, PaperTemplateError, Press

__all__ = [
    "ConsultationReport",
    "Faces",
    "FontsMissingError",
    "FontsWrongError",
    "Paper",
    "PaperDataError",
    "PaperTemplateError",
    "Press",
    "find_faces",
    "is_readable",
    "open_press",
]
