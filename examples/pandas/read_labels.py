"""First steps with labels.csv and labels.parquet, in pandas and DuckDB.

    python read_labels.py labels.csv labels.parquet
"""

import sys

import duckdb
import pandas as pd

csv, parquet = sys.argv[1:]
CHEXPERT = [
    "No Finding", "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Lesion", "Lung Opacity", "Edema", "Consolidation",
    "Pneumonia", "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", "Support Devices",
]  # fmt: skip

# The CSV opens as it is: 1.0 present, 0.0 absent, -1.0 uncertain, NaN where the report does not speak of it.
# (With ids such as 007, say dtype={"id": str}.)
floats = pd.read_csv(csv)
assert list(floats[CHEXPERT].columns) == list(floats.columns[-14:])

# Parquet knows small integers that may be missing. pandas keeps them, as Int8 with <NA>, when asked to.
labels = pd.read_parquet(parquet, dtype_backend="numpy_nullable").set_index("id")[CHEXPERT]
assert (labels.dtypes == "Int8").all()

# The same values, whichever way they came.
pd.testing.assert_frame_equal(floats[CHEXPERT], labels.reset_index()[CHEXPERT].astype("float64"))

# What to make of uncertain values: the policies of the CheXpert paper.
ones = labels.replace(-1, 1)
zeros = labels.replace(-1, 0)
ignore = labels.mask(labels == -1)
assert not (ones == -1).any(axis=None) and not (zeros == -1).any(axis=None) and not (ignore == -1).any(axis=None)
# Training code that wants a plain matrix often takes blank for absent:
matrix = ones.fillna(0).to_numpy("int8")

# Prevalence, of all reports and of those that speak of the finding.
prevalence = pd.DataFrame({
    "positive": (labels == 1).sum(),
    "uncertain": (labels == -1).sum(),
    "negative": (labels == 0).sum(),
    "of all": (labels == 1).sum() / len(labels),
    "of mentioned": (labels == 1).sum() / labels.notna().sum(),
})  # fmt: skip
print(f"{len(labels):,} reports")
print(prevalence.astype("Float64").round(3))

# Beside another file of labels (CheXpert's own, MIMIC-CXR's): bring both into one order, then compare.
theirs = floats[["id", *sorted(CHEXPERT)]]  # MIMIC-CXR has its columns in alphabetical order
pair = labels.reset_index().merge(theirs, on="id", suffixes=("", " theirs"))
agreement = {name: (pair[name].fillna(9) == pair[f"{name} theirs"].fillna(9)).mean() for name in CHEXPERT}
assert set(agreement.values()) == {1.0}

# DuckDB reads either without loading it whole. Strata are JSON text.
counts = duckdb.execute(
    """
    select label, count(*) filter (value = 1) as positive, count(*) filter (value = -1) as uncertain,
           count(*) filter (value = 0) as negative
    from (unpivot (select columns($labels) from read_parquet($file)) on columns(*) into name label value value)
    group by label
    """,
    {"labels": CHEXPERT, "file": parquet},
).df().set_index("label").reindex(CHEXPERT, fill_value=0)  # fmt: skip
assert (counts == prevalence[counts.columns].astype("int64")).all(axis=None)

old = duckdb.execute("select count(*) from read_parquet(?) where strata ->> 'fracture_age' = 'old'", [parquet])
print(f"{old.fetchone()[0]:,} reports of an old fracture")
