from documents.forms.letterheads import LetterheadForm
from documents.forms.signing import RefuseForm, ScanForm, SignForm
from documents.forms.uploads import UploadField

__all__ = ["LetterheadForm", "RefuseForm", "ScanForm", "SignForm", "UploadField"]
