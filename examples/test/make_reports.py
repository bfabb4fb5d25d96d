"""Makes reports to test with: FOLDER/reports.jsonl and, where pyarrow is installed, FOLDER/reports.parquet.

Sentences written for the purpose, put together at random (seeded), and among them what goes wrong in real tables:
no text, no id, an id twice, line ends of every kind, quotes, tabs, words of other alphabets, a text that is too long.
"""

import json
import random
import sys
from pathlib import Path

SENTENCES = [
    "Heart size is normal.", "The heart is mildly enlarged.", "No pleural effusion or pneumothorax.",
    "Small left pleural effusion, unchanged.", "Possible pneumonia in the right lower lobe.", "The lungs are clear.",
    "Old healed fracture of the left sixth rib.", "Mild interstitial edema.", "Right chest tube in place.",
    "Plate-like atelectasis at the left base.", "Endotracheal tube 4 cm above the carina.", "No change.",
    "A 7 mm nodule projects over the right upper lobe.", "Consolidation cannot be excluded.",
    "Left apical pleural thickening.", "The mediastinum is widened.", "Tiny right apical pneumothorax.",
]  # fmt: skip
ODD = [
    None, "", " \t ", "No effusion.\nNo pneumothorax.\r\nClear lungs.", 'So-called "batwing" edema.\t\\No change.',
    "Separated\u2028by\u2029and\u0085\x0bNo effusion.", "Erguss: No effusion. \u043b\u0451\u0433\u043a\u0438e \U0001fac1",
    "\x00No effusion.", "No effusion. " * 100_000,
]  # fmt: skip


def main(folder: Path, count: int) -> None:
    rows = list(make_rows(count))
    with (folder / "reports.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for number, row in enumerate(rows):
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n" + ('["broken"]\n' if number % 5000 == 0 else ""))
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    table = pyarrow.table({
        "study": [row["id"] for row in rows],
        "findings": [row["text"] for row in rows],
        "impression": [SENTENCES[at % 17] if at % 3 == 0 else None for at in range(len(rows))],
        "image": [b"\xff" for _ in rows],
    })  # fmt: skip
    pyarrow.parquet.write_table(table, folder / "reports.parquet", row_group_size=4000)


def make_rows(count: int):
    dice = random.Random(20)
    for number in range(1, count + 1):
        text = " ".join(dice.sample(SENTENCES, dice.randint(1, 6)))
        yield {"id": f"s{number}", "text": f"Film {number}. {text}"}
        if number % 1000 == 0:
            odd = ODD[number // 1000 % len(ODD)]
            yield {"id": f"s{number} odd", "text": odd}
            yield {"id": None, "text": text}
            yield {"id": f"s{number}", "text": odd}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
