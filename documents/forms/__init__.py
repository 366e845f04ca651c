from documents.forms.letterheads import LetterheadForm
from documents.forms.signing import ScanForm, SignForm
from documents.forms.uploads import UploadField

__all__ = ["LetterheadForm", "ScanForm", "SignForm", "UploadField"]
