"""Opens a document and reads its content by what it is: Word, HTML or Markdown."""

from pathlib import Path

from lcsp.files.documents.content import Block
from lcsp.files.refusals import Problem, Refused

LARGEST_FILE = 50 * 1024 * 1024
ENDINGS = ".docx, .html, .htm, .md, .markdown or .txt"


def open_document(path: Path) -> list[Block]:
    """Return the blocks of the document at `path`; raises Refused where it cannot be read."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_FILE and path.is_file() else b""
    except OSError as error:
        said = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise _refusal(path, f"{said}: name a document ({ENDINGS})") from None
    if not path.is_file():
        raise _refusal(path, f"is a folder: name one document ({ENDINGS})")
    if size > LARGEST_FILE:
        raise _refusal(path, f"is larger than {LARGEST_FILE >> 20} MB: take the pictures out, or split it")
    blocks = _read(path, content)
    if not blocks:
        raise _refusal(path, "has no text that could be read: a scan needs text recognition first")
    return blocks


def _read(path: Path, content: bytes) -> list[Block]:
    ending = path.suffix.lower()
    if ending in (".docx", ".docm", ".doc"):
        from lcsp.files.documents.docx import read_docx

        return read_docx(str(path), content)
    if ending in (".html", ".htm", ".xhtml"):
        from lcsp.files.documents.html_text import read_html

        return read_html(_decode(path, content))
    if ending in (".md", ".markdown", ".txt"):
        from lcsp.files.documents.markdown_text import read_markdown

        return read_markdown(_decode(path, content))
    raise _refusal(path, f"is no kind of document that is read here: save it as {ENDINGS}")


def _decode(path: Path, content: bytes) -> str:
    """Return `content` as text: UTF-8, UTF-16 with mark, else Windows' cp1252."""
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, "is not text: is its name's ending right?")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _refusal(path: Path, said: str) -> Refused:
    return Refused([Problem(str(path), None, "", said)])
