"""Compares every cell that Spark wrote with those of one process; fails on any difference.

    cxrlabel label reports.parquet -o one.parquet --allow-duplicates
    python compare.py labels.parquet one.parquet

Rows are brought into one order first, for Spark keeps none. Values are never printed, only ids and column names.
"""

import json
import sys
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq


def main(spark_path: str, one_path: str) -> None:
    spark, one = pq.read_table(spark_path), pq.read_table(one_path)
    is_aside = pc.is_valid(spark["error"])
    aside = spark.filter(is_aside)
    labelled = spark.filter(pc.invert(is_aside)).drop_columns("error")
    problems = [*differences(labelled, one), *rejected_otherwise(aside, f"{one_path}.rejects.jsonl")]
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    cells = labelled.num_rows * labelled.num_columns
    print(f"{cells:,} cells of {labelled.num_rows:,} rows are the same; {aside.num_rows} rows set aside by both")


def differences(a, b):
    """What two tables do not have in common, in words."""
    if not a.schema.equals(b.schema):
        yield f"the columns differ: {a.schema.to_string()} | {b.schema.to_string()}"
    elif a.num_rows != b.num_rows:
        yield f"{a.num_rows:,} rows were labelled by Spark, {b.num_rows:,} by one process"
    else:
        a, b = (table.sort_by([(name, "ascending") for name in table.column_names]) for table in (a, b))
        for name in a.column_names:
            if not a[name].equals(b[name]):
                ids = [i for i, x, y in zip(*(c.to_pylist() for c in (a["id"], a[name], b[name]))) if x != y]
                yield f"{name}: {len(ids):,} cells differ, the first in the row of id {ids[0]}"


def rejected_otherwise(aside, path):
    """What the ids and reasons of the rows set aside by Spark do not have in common with the file of rejects."""
    file = Path(path)
    rejects = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    ours = sorted((row["id"] or "", row["error"].split(": ")[0]) for row in aside.to_pylist())
    theirs = sorted((row["id"] or "", row["reason"]) for row in rejects)
    if ours != theirs:
        yield f"{len(ours):,} rows were set aside by Spark, {len(theirs):,} by one process, and not all the same"


if __name__ == "__main__":
    main(*sys.argv[1:])
