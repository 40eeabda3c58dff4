"""Splink's own charts of a model, as one HTML file that needs no network: for people who know them.

The scripts are the ones that Splink carries. They evaluate code, so this page is for looking at a model at home and no part of a
report; its policy lets nothing in or out. It has levels and weights, and no record.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tallybook.people._model import ComparisonWeights, LinkModel
from tallybook.people._splinking import connect, silent

_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"


def splink_charts(model: LinkModel) -> str:
    """The match weights and the m and u probabilities of a model, as Splink draws them.

    u is different for each blocking rule here; Splink knows one, and is given the mean.
    """
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    connection = connect(1)
    try:
        with silent():
            columns = {name: ["a", "b"] for name in ("row", *(comparison.name for comparison in model.comparisons))}
            frame = DuckDBAPI(connection=connection).register(pa.table(columns))
            linker = Linker(frame, _settings(model), log_level=None, validate_settings=False)
            drawn = linker.visualisations
            pages = [drawn.match_weights_chart().to_html(inline=True), drawn.m_u_parameters_chart().to_html(inline=True)]
    finally:
        connection.close()
    return _one_page(pages)


def _settings(model: LinkModel) -> dict[str, Any]:
    base = 1 / (1 + 2 ** -float(np.mean(model.base))) if model.base else 0.5
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": base,
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(comparison) for comparison in model.comparisons],
    }


def _comparison(comparison: ComparisonWeights) -> dict[str, Any]:
    column = comparison.name
    u = np.mean(np.array(comparison.u), axis=0)
    levels: list[dict[str, Any]] = [
        {"sql_condition": f'"{column}_l" is null or "{column}_r" is null', "label_for_charts": "missing", "is_null_level": True}
    ]
    last = len(comparison.labels) - 1
    for at, label in enumerate(comparison.labels):
        condition = "ELSE" if at == last else f"\"{column}_l\" = '{at}'"
        levels.append(
            {
                "sql_condition": condition,
                "label_for_charts": label,
                "m_probability": float(comparison.m[at]),
                "u_probability": float(u[at]),
            }
        )
    return {"output_column_name": column, "comparison_levels": levels}


def _one_page(pages: list[str]) -> str:
    """Each chart is a page of its own; here they stand one below the other, in frames that may reach nothing."""
    from html import escape

    frames = "\n".join(
        f'<iframe title="chart {number}" sandbox="allow-scripts" srcdoc="{escape(page)}"></iframe>'
        for number, page in enumerate(pages, start=1)
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        "<title>Splink's charts of the model</title>"
        "<style>iframe{border:0;width:100%;height:60rem}</style></head><body>\n"
        "<h1>Splink's charts of the model</h1>\n<p>Weights in bits: one more doubles the odds that two records are one person. "
        "How often records of two persons agree (u) is the mean over the blocking rules. Uncalibrated.</p>\n"
        f"{frames}\n</body></html>\n"
    )
