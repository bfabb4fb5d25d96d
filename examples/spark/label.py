"""Labels a Parquet of reports into a Parquet of labels, on Spark.

    spark-submit label.py reports.parquet labels.parquet --id study_id --text findings,impression -- --uncertain ones

Every partition is piped through a `cxrlabel` of its own, a line out for each line in, so nothing crosses the network
but what Spark moves itself. A row that cannot be labelled keeps its place, with the reason in the column `error`.
A `cxrlabel` that dies fails its task, and Spark gives the partition to another.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, concat, lit
from pyspark.sql.types import BooleanType, ByteType, StringType, StructType

FILTER = "label - --from jsonl --encoding utf-8 --format jsonl --rejects - --allow-duplicates --workers 1 --quiet"


def main() -> None:
    args = read_arguments()
    command = [*shlex.split(args.cxrlabel), *FILTER.split(), *args.options]
    with SparkSession.builder.appName("cxrlabel").getOrCreate() as spark:
        reports = spark.read.parquet(args.input)
        if args.partitions:
            reports = reports.repartition(args.partitions)
        lines = reports.select(*columns_of(args)).toJSON()
        # Spark starts the command with an empty environment; without a path there is no node to run it.
        rows = lines.pipe(shlex.join(command), env={"PATH": os.environ["PATH"]}, checkCode=True)
        labelled = spark.read.json(rows, schema=schema_of(label_names(command)), mode="FAILFAST")

        error = concat("error.reason", lit(": "), "error.message").alias("error")
        table = labelled.select("id", "labels.*", "prior.*", "strata", error)
        table.write.mode("errorifexists").parquet(args.output)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input", help="Parquet file or folder, on any file system that Spark reads")
    parser.add_argument("output", help="Parquet folder to write; must not exist")
    parser.add_argument("--id", default="id", help="column of the report id")
    parser.add_argument("--text", default="text", help="column of the text, or of its sections, comma-separated")
    parser.add_argument("--partitions", type=int, help="deal the rows out anew; give each at least 10,000")
    parser.add_argument("--cxrlabel", default="cxrlabel", help="the command, on every worker")
    parser.epilog = "After -- come options of cxrlabel label, such as --label-set mimic."
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    return parser.parse_args(sys.argv[1:at], argparse.Namespace(options=sys.argv[at + 1 :]))


def columns_of(args: argparse.Namespace) -> list:
    """The columns that the labeller is given. As text, an id of 64 bits survives JSON."""
    names = args.text.split(",")
    texts = [col(names[0]).alias("text")] if len(names) == 1 else [col(name) for name in names]
    return [col(args.id).cast("string").alias("id"), *texts]


def label_names(command: list[str]) -> list[str]:
    """The labels, in order, as the options at hand give them: those of a report that says nothing."""
    row = subprocess.run(command, input='{"id": "0", "text": "."}\n', stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(row.stdout)["labels"])


def schema_of(names: list[str]) -> StructType:
    """What a line of the labeller holds. `strata` stays JSON text, as in the Parquet that cxrlabel writes."""
    labels = StructType()
    for name in names:
        labels.add(name, ByteType())
    prior = StructType().add("compares", BooleanType()).add("prior_only", BooleanType())
    error = StructType().add("reason", StringType()).add("message", StringType())
    return (
        StructType()
        .add("id", StringType())
        .add("labels", labels)
        .add("prior", prior)
        .add("strata", StringType())
        .add("error", error)
    )


if __name__ == "__main__":
    main()
