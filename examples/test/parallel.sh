# GNU parallel over blocks of one file: byte for byte what one process writes.
command -v parallel > /dev/null || { echo "no GNU parallel"; exit 77; }
filter='cxrlabel label - --from jsonl --encoding utf-8 --format jsonl --rejects - --allow-duplicates --workers 1 --quiet'
$filter < "$WORK/reports.jsonl" > "$WORK/one.jsonl"
parallel --pipepart -a "$WORK/reports.jsonl" --block 1M --keep-order "$filter" > "$WORK/parallel.jsonl"
cmp "$WORK/one.jsonl" "$WORK/parallel.jsonl"
parallel --pipe --block 1M --keep-order "$filter" < "$WORK/reports.jsonl" > "$WORK/parallel.jsonl"
cmp "$WORK/one.jsonl" "$WORK/parallel.jsonl"
echo "$(wc -l < "$WORK/parallel.jsonl") lines are the same"
