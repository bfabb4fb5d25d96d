# pandas and DuckDB read CSV and Parquet as they are, and read the same.
[ -n "${PYTHON_PACKAGES:-}" ] || { echo "no pandas and DuckDB"; exit 77; }
mkdir "$WORK/pandas"
for format in csv parquet; do
  cxrlabel label "$WORK/reports.jsonl" -o "$WORK/pandas/labels.$format" -q || [ $? -eq 1 ]
done
python3 "$EXAMPLES/pandas/read_labels.py" "$WORK/pandas/labels.csv" "$WORK/pandas/labels.parquet"
