from documents.forms.letterheads import LetterheadForm
from documents.forms.signing import ScanForm, SignForm

__all__ = ["LetterheadForm", "ScanForm", "SignForm"]
