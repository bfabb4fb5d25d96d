#!/usr/bin/env bash
# Labels JSON Lines on Slurm: an array of shards, then a job that joins them.
#
#   ./submit.sh reports.jsonl labels/ 16 [options of cxrlabel label …]
#
# Give the same command again after a failure: finished shards are left alone, the others go on where they stopped.
set -euo pipefail

reports=$(realpath "$1") folder=$(realpath -m "$2") shards=$3
shift 3
here=$(dirname "$(realpath "$0")")
mkdir -p "$folder"

array=$(sbatch --parsable --array="1-$shards" --output="$folder/%x-%a.log" \
  "$here/label.sbatch" "$reports" "$folder" "$shards" "$@")
sbatch --dependency="afterok:$array" --output="$folder/%x.log" "$here/join.sbatch" "$reports" "$folder" "$shards"
