"""What errors say, in the language of whoever reads it.

Errors are raised where nobody knows who will read them, so they carry the key and the values of
what they say (``kg.errors.Message``) beside the English text. The words stand in
``lexicon/errors.toml``, apart from those of ``interface.toml``, because most commands need none.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from kg.errors import Explanation, KgError, Message, SchemaError, StoreError, UnknownEntityError
from kg.model.lexicon.interface import Interface
from kg.schema.schema import load_schema

_REASONS = {
    errno.ENOENT: "os_no_such_file",
    errno.EACCES: "os_not_permitted",
    errno.EPERM: "os_not_permitted",
    errno.EEXIST: "os_is_there",
    errno.EISDIR: "os_is_folder",
    errno.ENOTDIR: "os_no_folder",
    errno.ENOSPC: "os_disk_full",
    errno.EROFS: "os_read_only",
    errno.ENAMETOOLONG: "os_name_too_long",
}


def message(key: str, /, **values: object) -> Message:
    """What an error says.

    Args:
        key: Its name in ``lexicon/errors.toml``.
        values: What is put into the text; the parts of a tuple or list are joined.
    """
    plain = {n: v if isinstance(v, (str, int, list, tuple)) else str(v) for n, v in values.items()}
    return Message(_put(key, plain, "en"), key, plain)


def unknown_entity(name: str, near: tuple[str, ...]) -> UnknownEntityError:
    """The error of a name that is not in a graph, with the names that come nearest."""
    missing = message("unknown_entity", name=name)
    if not near:
        return UnknownEntityError(missing, name)
    parts = Explanation(missing, hint=message("path_near", near=near))
    text = message("unknown_entity_near", name=name, near=near)
    return UnknownEntityError(text, name, near, explanation=parts)


def not_written(path: object, error: OSError) -> StoreError:
    """The error of a file or folder that the operating system does not let be written."""
    return StoreError(message("cannot_be_written", path=path, reason=reason(error)))


def told(text: str, lang: str) -> str:
    """A text in a language, ``zh`` or ``en``; as it is, unless it is a message."""
    if not isinstance(text, Message):
        return text
    try:
        return _put(text.key, text.values, lang)
    except SchemaError:  # the error may be that of the words themselves
        return str(text)


def told_error(error: KgError, lang: str) -> str:
    """What an error says, in a language."""
    return told(error.message, lang)


def told_explanation(explanation: Explanation, lang: str) -> Explanation:
    """A syntax error in parts, in a language."""
    return Explanation(
        headline=told(explanation.headline, lang),
        detail=told(explanation.detail, lang),
        hint=told(explanation.hint, lang),
        said=explanation.said,
    )


def reason(error: OSError) -> str:
    """Why the operating system refused something."""
    key = _REASONS.get(error.errno or 0)
    return message(key) if key else error.strerror or str(error)


def _put(key: str, values: Mapping[str, object], lang: str) -> str:
    texts = load_schema().lexicon("errors", Interface).texts(lang)
    return texts[key].format(**{name: _said(v, lang, texts) for name, v in values.items()})


def _said(value: object, lang: str, texts: Mapping[str, str]) -> object:
    if isinstance(value, (list, tuple)):
        return texts["joint"].join(str(_said(part, lang, texts)) for part in value)
    return told(value, lang) if isinstance(value, str) else value
