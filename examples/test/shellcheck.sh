# The scripts have no fault that shellcheck knows.
command -v shellcheck > /dev/null || { echo "no shellcheck"; exit 77; }
scripts=("$EXAMPLES"/slurm/* "$EXAMPLES"/test/*.sh)
shellcheck --shell bash "${scripts[@]}"
echo "${#scripts[@]} scripts"
