"""Lists of names → records → persons, each counted once, and every doubt kept.

Pure: data in, data out. Nothing here reads a clock, a file of the book or the network, and no name ever reaches a log. Linkage
(Splink, DuckDB, NumPy) is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook._later import later
from tallybook.people._bands import Band
from tallybook.people._decisions import PairDecision, Standing, Undo, Verdict, standing
from tallybook.people._letters import Folded, fold, script
from tallybook.people._lists import ListAbout, ListFinding, findings, read_list, rows_of_csv, rows_of_json
from tallybook.people._mapping import ColumnMapping, ColumnRole, ListMapping, guess_mapping, mapping_toml, read_mapping
from tallybook.people._names import Name, NameKey, NamePart, name_key, parse_name
from tallybook.people._records import Coverage, Day, ListRecord, PeopleList, Sex, record_id
from tallybook.people._releases import Correction, ReleaseChange, Tally, age_band, compare_releases
from tallybook.people._sounds import skeleton, sounds

if TYPE_CHECKING:
    from tallybook.people._calibrate import (
        Calibration,
        CountInterval,
        Draw,
        calibrate,
        calibration_sample,
        count_interval,
        draws,
    )
    from tallybook.people._charts import splink_charts
    from tallybook.people._explain import ClusterLink, Explanation, Weight, explain_cluster, explain_pair
    from tallybook.people._increment import link_again, link_more
    from tallybook.people._link import link
    from tallybook.people._linkage import Linkage, Pairs, stamps_of
    from tallybook.people._model import LinkModel
    from tallybook.people._persons import (
        Entry,
        Event,
        Linked,
        Person,
        PersonHistory,
        PersonLedger,
        Released,
        ReleasedRow,
        person_id,
        person_ledger,
    )
    from tallybook.people._resolve import Resolution, ReviewItem, resolve, review_queue
    from tallybook.people._similarity import likeliest, similarity
    from tallybook.people._table import prepare

__all__ = [
    "Band",
    "Calibration",
    "ClusterLink",
    "ColumnMapping",
    "ColumnRole",
    "Correction",
    "CountInterval",
    "Coverage",
    "Day",
    "Draw",
    "Entry",
    "Event",
    "Explanation",
    "Folded",
    "LinkModel",
    "Linkage",
    "Linked",
    "ListAbout",
    "ListFinding",
    "ListMapping",
    "ListRecord",
    "Name",
    "NameKey",
    "NamePart",
    "PairDecision",
    "Pairs",
    "PeopleList",
    "Person",
    "PersonHistory",
    "PersonLedger",
    "ReleaseChange",
    "Released",
    "ReleasedRow",
    "Resolution",
    "ReviewItem",
    "Sex",
    "Standing",
    "Tally",
    "Undo",
    "Verdict",
    "Weight",
    "age_band",
    "calibrate",
    "calibration_sample",
    "compare_releases",
    "count_interval",
    "draws",
    "explain_cluster",
    "explain_pair",
    "findings",
    "fold",
    "guess_mapping",
    "likeliest",
    "link",
    "link_again",
    "link_more",
    "mapping_toml",
    "name_key",
    "parse_name",
    "person_id",
    "person_ledger",
    "prepare",
    "read_list",
    "read_mapping",
    "record_id",
    "resolve",
    "review_queue",
    "rows_of_csv",
    "rows_of_json",
    "script",
    "similarity",
    "skeleton",
    "sounds",
    "splink_charts",
    "stamps_of",
    "standing",
]

_LATER = {
    "Calibration": "_calibrate",
    "ClusterLink": "_explain",
    "CountInterval": "_calibrate",
    "Draw": "_calibrate",
    "Entry": "_persons",
    "Event": "_persons",
    "Explanation": "_explain",
    "LinkModel": "_model",
    "Linkage": "_linkage",
    "Linked": "_persons",
    "Pairs": "_linkage",
    "Person": "_persons",
    "PersonHistory": "_persons",
    "PersonLedger": "_persons",
    "Released": "_persons",
    "ReleasedRow": "_persons",
    "Resolution": "_resolve",
    "ReviewItem": "_resolve",
    "Weight": "_explain",
    "calibrate": "_calibrate",
    "calibration_sample": "_calibrate",
    "count_interval": "_calibrate",
    "draws": "_calibrate",
    "explain_cluster": "_explain",
    "explain_pair": "_explain",
    "likeliest": "_similarity",
    "link": "_link",
    "link_again": "_increment",
    "link_more": "_increment",
    "person_id": "_persons",
    "person_ledger": "_persons",
    "prepare": "_table",
    "resolve": "_resolve",
    "review_queue": "_resolve",
    "similarity": "_similarity",
    "splink_charts": "_charts",
    "stamps_of": "_linkage",
}

__getattr__ = later(__name__, _LATER)
