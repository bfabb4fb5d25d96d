# The Slurm scripts under a stand-in for sbatch that runs tasks one after the other: a task is stopped and another
# killed, the array is submitted again, and the joined shards are byte for byte what one process writes.
mkdir -p "$WORK/slurm/bin"
cat > "$WORK/slurm/bin/sbatch" <<'END'
#!/usr/bin/env bash
# Runs the script for each task of --array, or once, and prints a job's id; as Slurm does, it copies the script first.
set -u
tasks=0
while [[ $1 == --* ]]; do
  [[ $1 == --array=1-* ]] && tasks=${1#--array=1-}
  [[ $1 == --dependency=* && -e $WORK/slurm/array-failed ]] && { echo "a dependency is not met" >&2; exit 1; }
  shift
done
cp "$1" "$WORK/slurm/slurm_script"
shift
if [ "$tasks" -eq 0 ]; then exec bash "$WORK/slurm/slurm_script" "$@"; fi
rm -f "$WORK/slurm/array-failed"
for task in $(seq "$tasks"); do
  SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_PER_TASK=1 bash "$WORK/slurm/slurm_script" "$@" >&2 &
  wait_for=$!
  signal=$(cat "$WORK/slurm/signal-$task" 2> /dev/null) && {
    # Not before there is something to resume.
    until [ -s "$2/$(printf 'shard-%05d-of-%05d' "$task" "$tasks").jsonl.checkpoint.json" ]; do
      kill -0 "$wait_for" || break
      sleep 0.02
    done
    kill "-$signal" "$wait_for"
    rm "$WORK/slurm/signal-$task"
  }
  wait "$wait_for" || touch "$WORK/slurm/array-failed"
done
echo 1234
END
chmod +x "$WORK/slurm/bin/sbatch"
export PATH=$WORK/slurm/bin:$PATH

for copy in $(seq 4); do sed -E "s/^\{\"id\": \"s/&$copy-/" "$WORK/reports.jsonl"; done > "$WORK/slurm/reports.jsonl"
echo 'broken' >> "$WORK/slurm/reports.jsonl"
submit() { bash "$EXAMPLES/slurm/submit.sh" "$WORK/slurm/reports.jsonl" "$WORK/slurm/labels" 4 --checkpoint-seconds 0; }

echo TERM > "$WORK/slurm/signal-2"
echo KILL > "$WORK/slurm/signal-3"
submit && exit 1
[ ! -e "$WORK/slurm/labels/labels.jsonl" ]
states=("$WORK/slurm/labels"/*.checkpoint.json)
[ "${#states[@]}" -eq 2 ]
submit

cxrlabel label "$WORK/slurm/reports.jsonl" -o "$WORK/slurm/one.jsonl" --rejects - --allow-duplicates -q
cmp "$WORK/slurm/one.jsonl" "$WORK/slurm/labels/labels.jsonl"

# The join fails when a shard is missing or a row of one is, and when the input has a row that no shard has.
join() { bash "$EXAMPLES/slurm/join.sbatch" "$WORK/slurm/reports.jsonl" "$WORK/slurm/labels" 4; }
shard=$WORK/slurm/labels/shard-00002-of-00004.jsonl
mv "$shard" "$WORK/slurm/kept"
join && exit 1
sed 77d "$WORK/slurm/kept" > "$shard"
join && exit 1
cp "$WORK/slurm/kept" "$shard"
echo '{"id": "late", "text": "Clear."}' >> "$WORK/slurm/reports.jsonl"
join && exit 1
sed -i '$d' "$WORK/slurm/reports.jsonl"
join | tail -n 1
