"""The files of a user: settings, saved statements, history. None is made unless it is needed."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError, UsageError
from kg.schema.messages import message, reason
from kg.shell.settings import CONFIGURABLE, Settings, from_values

PROGRAM = "kg"


def config_file() -> Path:
    """Where settings may stand."""
    from platformdirs import user_config_path

    return user_config_path(PROGRAM) / "config.toml"


def state_folder() -> Path:
    """Where history is kept."""
    from platformdirs import user_state_path

    return user_state_path(PROGRAM)


def queries_folder() -> Path:
    """Where saved statements are kept."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM) / "queries"


def read_config(settings: Settings, path: Path | None = None) -> bool:
    """Take over the settings file; False if there is none.

    Raises:
        InputError: If it cannot be read or is wrong; the message names the entry.
    """
    file = path or config_file()
    if not file.exists():
        return False
    import tomllib

    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(message("about", name=file, problem=reason(error))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(message("not_toml", path=file, reason=error)) from None
    try:
        from_values(settings, values, file)
    except UsageError as error:
        raise InputError(error.message) from None
    return True


def write_config(settings: Settings, help_texts: dict[str, str], path: Path | None = None) -> Path:
    """Write a settings file with what is in force, each line with its meaning.

    Raises:
        UsageError: If there is one already.
        InputError: If it cannot be written.
    """
    import tomlkit

    file = path or config_file()
    if file.exists():
        raise UsageError(message("is_there", path=file))
    document = tomlkit.document()
    for name in CONFIGURABLE:
        if text := help_texts.get(name):
            document.add(tomlkit.comment(text))
        value = getattr(settings, name)
        document.add(name, settings.text(name) if isinstance(value, float) else value)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tomlkit.dumps(document), encoding="utf-8")
    except OSError as error:
        raise InputError(message("about", name=file, problem=reason(error))) from None
    return file
