"""Names as they follow other Thai words."""


def apart(name: str) -> str:
    """A name as it follows a Thai word: คณะกรรมการ… joins it, an abbreviation such as ก.บ.อ. stands apart."""
    return f" {name}" if "." in name[:5] else name
