#!/usr/bin/env bash
# Runs every example, or those named, on made-up reports and compares what it gives with what one process gives.
# What the machine lacks (Spark without the network, GNU parallel, R) is skipped, and said.
#
#   bash examples/test/run.sh [shellcheck pandas r spark hadoop slurm parallel]
set -uo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
export EXAMPLES=$root/examples

WORK=$(mktemp -d)
export WORK
trap 'rm -rf "$WORK"' EXIT
mkdir "$WORK/bin"
ln -s "$root/dist/cli/main.js" "$WORK/bin/cxrlabel"
export PATH=$WORK/bin:$PATH

# Python's packages go to a folder of the checkout that git ignores, and stay there for the next run.
venv=$root/.venv
if ! cmp -s "$EXAMPLES/requirements.txt" "$venv/installed.txt"; then
  echo "installing $(grep -c == "$EXAMPLES/requirements.txt") Python packages, Spark among them (some 300 MB) …"
  rm -f "$venv/installed.txt"
  if (python3 -m venv "$venv" && timeout 600 "$venv/bin/pip" install -q --retries 1 -r "$EXAMPLES/requirements.txt") \
    > "$WORK/log" 2>&1; then
    cp "$EXAMPLES/requirements.txt" "$venv/installed.txt"
  else
    echo "Python's packages cannot be installed: $(grep -i error "$WORK/log" | tail -n 1)"
  fi
fi
[ -e "$venv/installed.txt" ] && export PATH=$venv/bin:$PATH PYTHON_PACKAGES=yes

python3 "$here/make_reports.py" "$WORK" 20000 || exit 1

passed=0 failed=0 skipped=0
[ $# -gt 0 ] || set -- shellcheck pandas r spark hadoop slurm parallel
for name in "$@"; do
  start=$SECONDS
  bash -euo pipefail "$here/$name.sh" > "$WORK/log" 2>&1
  case $? in
    0) echo "ok      $name: $(tail -n 1 "$WORK/log") ($((SECONDS - start)) s)"; passed=$((passed + 1)) ;;
    77) echo "skipped $name: $(tail -n 1 "$WORK/log")"; skipped=$((skipped + 1)) ;;
    *) echo "FAILED  $name"; grep -v $'^\tat ' "$WORK/log" | head -n 150; failed=$((failed + 1)) ;;
  esac
done
echo "examples: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
