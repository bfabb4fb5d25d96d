# R reads the CSV with no options.
command -v Rscript > /dev/null || { echo "no R"; exit 77; }
mkdir "$WORK/r"
cxrlabel label "$WORK/reports.jsonl" -o "$WORK/r/labels.csv" -q || [ $? -eq 1 ]
Rscript - "$WORK/r/labels.csv" <<'END'
labels <- read.csv(commandArgs(trailingOnly = TRUE)[1])
stopifnot(ncol(labels) == 15, sapply(labels[-1], is.numeric), unlist(labels[-1]) %in% c(1, 0, -1, NA))
cat(nrow(labels), "rows,", sum(labels$Pleural.Effusion == 1, na.rm = TRUE), "effusions\n")
END
