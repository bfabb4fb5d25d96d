# A real Spark whose workers are processes of their own, one of which loses its labeller half way: every cell is that of
# one process.
[ -n "${PYTHON_PACKAGES:-}" ] || { echo "no PySpark"; exit 77; }
command -v java > /dev/null || { echo "no Java"; exit 77; }

# The command that the workers run: it notes whose it is, and the first of them is killed with work in its hands.
mkdir "$WORK/spark"
cat > "$WORK/bin/noted" <<END
#!/usr/bin/env bash
parent() { sed -n 's/^PPid:\t//p' "/proc/\$1/status"; }
if grep -q pyspark.daemon "/proc/\$PPID/cmdline"; then
  parent "\$(parent \$PPID)" >> "$WORK/spark/executors"
  if mkdir "$WORK/spark/killed" 2> /dev/null; then
    head -n 100 | cxrlabel "\$@"
    kill -9 \$\$
  fi
fi
exec cxrlabel "\$@"
END
chmod +x "$WORK/bin/noted"

SPARK_HOME=$(python3 -c 'import pyspark; print(pyspark.__path__[0])')
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=python3 SPARK_LOG_DIR=$WORK/spark SPARK_WORKER_DIR=$WORK/spark
spark-submit --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false --conf spark.log.level=WARN \
  --conf spark.network.timeout=600s "$EXAMPLES/spark/label.py" \
  "$WORK/reports.parquet" "$WORK/spark/labels.parquet" --id study --text findings,impression --partitions 4 \
  --cxrlabel noted -- --uncertain ones

[ -d "$WORK/spark/killed" ]
# Two executors; four partitions, one of them twice.
[ "$(sort -u "$WORK/spark/executors" | wc -l)" -ge 2 ]
[ "$(wc -l < "$WORK/spark/executors")" -ge 5 ]

one=$WORK/spark/one.parquet
cxrlabel label "$WORK/reports.parquet" -o "$one" --id-column study --uncertain ones --allow-duplicates -q || [ $? -eq 1 ]

# The comparison finds a cell that differs, and a row that is missing.
python3 - "$one" "$WORK/spark" <<'END'
import sys
import pyarrow.parquet as pq
table, folder = pq.read_table(sys.argv[1]), sys.argv[2]
names = table.column_names
cells = table["Edema"].to_pylist()
cells[4321] = 0 if cells[4321] != 0 else None
pq.write_table(table.set_column(names.index("Edema"), "Edema", [cells]).cast(table.schema), f"{folder}/cell.parquet")
pq.write_table(table.slice(1), f"{folder}/row.parquet")
END
for bad in cell row; do
  cp "$one.rejects.jsonl" "$WORK/spark/$bad.parquet.rejects.jsonl"
  python3 "$EXAMPLES/spark/compare.py" "$WORK/spark/labels.parquet" "$WORK/spark/$bad.parquet" && exit 1
done
python3 "$EXAMPLES/spark/compare.py" "$WORK/spark/labels.parquet" "$one"
