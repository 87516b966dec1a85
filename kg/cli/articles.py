"""``kg extract``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from kg.cli.console import by_ending, complain, emit, language
from kg.errors import InputError, UsageError
from kg.graph.serialise import EXTENSIONS, serialise
from kg.model import Extraction
from kg.pipeline import merged_quads
from kg.pipeline.articles import extract_document, page_lexicon
from kg.reading import iter_inputs
from kg.schema import Schema, load_schema
from kg.schema.messages import message


def run_extract(args: Namespace) -> int:
    """Print the graph of articles."""
    schema = load_schema()
    explain = args.explain
    format = "" if explain else by_ending(args, EXTENSIONS, "turtle")
    failures: list[InputError] = []
    extractions = list(_extractions(args.paths, schema, failures))
    for failure in failures:
        complain(failure)
    if not extractions and failures:
        return InputError.exit_code
    if explain:
        emit(_explained(extractions, schema, args.output), args.output)
    else:
        emit(serialise(merged_quads(extractions, schema), format), args.output)
    return InputError.exit_code if failures else 0


def _explained(extractions: list[Extraction], schema: Schema, output: str | None) -> str:
    """The articles with what was found in them, as HTML if the output is called so."""
    from kg.render.explain import explain_html, explain_text

    lang = language()
    if not (output or "").lower().endswith((".html", ".htm")):
        return "\n".join(explain_text(one, schema.ontology, lang=lang) for one in extractions)
    if len(extractions) > 1:
        raise UsageError(message("explain_one"))
    return explain_html(extractions[0], schema.ontology, lang=lang)


def _extractions(
    paths: list[str], schema: Schema, failures: list[InputError]
) -> Iterator[Extraction]:
    """The articles that can be read; the errors of the others are put into ``failures``."""
    page = page_lexicon(schema)
    for one in iter_inputs(paths):
        try:
            yield extract_document(one.read(page=page), schema)
        except InputError as error:
            failures.append(error)
