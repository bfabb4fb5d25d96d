// Counts that are too small to be told: few patients may be known by them. A count from 1 to below `least` becomes
// `<11`; where the counts of a row add up to one that is told, and only one of them is hidden, the next smallest
// becomes `≥11`, so that neither can be reckoned at sight. Counts in different rows or tables may still be subtracted
// from each other, and two hidden counts of a known sum are not always hidden well: what must not be known at all must
// not be in the sheet.
import type { Count, Doubts, GoldScores, Group, Label, Patients, Series, Sheet, Spread, Texts, Wrong } from './sheet.ts'

/** The sheet with its small counts hidden; the sheet itself where `least` is 0 or 1. */
export function hideSmall(sheet: Sheet, least: number): Sheet {
  if (least <= 1) return sheet
  const one = (count: Count): Count => (isSmall(count, least) ? `<${least}` : count)
  const row = <Row extends Readonly<Record<string, Count>>>(counts: Row): Row => hideRow(counts, least)
  const spread = (numbers: Spread | null): Spread | null =>
    numbers === null || Number(numbers.n) < least ? null : numbers
  const { reading, texts, patients, series, labels, pairs, whole, groups, doubts, trust } = sheet
  return {
    ...sheet,
    least,
    reading: { ...mapCounts(reading, one), setAside: row(reading.setAside) },
    texts: hideTexts(texts, one, spread),
    patients: patients === null ? null : hidePatients(patients, one, row, spread),
    series: series === null ? null : hideSeries(series, one, row),
    labels: labels.map((label) => hideLabel(label, one, row)),
    pairs: pairs.map((pair) => mapCounts(pair, one)),
    whole: { ...mapCounts(whole, one), noFinding: row(whole.noFinding) },
    groups: groups.map(
      (group): Group => ({
        ...mapCounts(group, one),
        values: row(group.values),
        measure: spread(group.measure),
      }),
    ),
    doubts: hideDoubts(doubts, one),
    trust: {
      gold: trust.gold === null ? null : hideGold(trust.gold, one),
      wrong: trust.wrong.map((wrong) => hideWrong(wrong, one, trust.gold !== null, least)),
    },
  }
}

type One = (count: Count) => Count
type Row = <Counts extends Readonly<Record<string, Count>>>(counts: Counts) => Counts
type HideSpread = (numbers: Spread | null) => Spread | null

function isSmall(count: Count, least: number): boolean {
  return typeof count === 'number' && count > 0 && count < least
}

function hideRow<Counts extends Readonly<Record<string, Count>>>(counts: Counts, least: number): Counts {
  const entries = Object.entries(counts)
  const hidden = entries.filter(([, count]) => isSmall(count, least)).map(([name]) => name)
  const others = entries.filter(([name, count]) => !hidden.includes(name) && Number(count) > 0)
  const next = others.sort(([, a], [, b]) => Number(a) - Number(b))[0]?.[0]
  const shown = entries.map(([name, count]): [string, Count] => {
    if (hidden.includes(name)) return [name, `<${least}`]
    return [name, hidden.length === 1 && name === next ? `≥${least}` : count]
  })
  return Object.fromEntries(shown) as Counts
}

/** A record whose own numbers are counts, with them hidden; what else it has is left alone. */
function mapCounts<Part extends object>(part: Part, one: One): Part {
  const entries = Object.entries(part).map(([name, value]) => [name, typeof value === 'number' ? one(value) : value])
  return Object.fromEntries(entries) as Part
}

function hideTexts(texts: Texts, one: One, spread: HideSpread): Texts {
  return {
    ...mapCounts(texts, one),
    words: texts.words,
    characters: spread(texts.characters),
    unknownPercent: spread(texts.unknownPercent),
    sections: texts.sections.map((section) => mapCounts(section, one)),
  }
}

function hidePatients(patients: Patients, one: One, row: Row, spread: HideSpread): Patients {
  const steps = row(Object.fromEntries(patients.steps.map(({ from, patients }) => [String(from), patients])))
  return {
    ...mapCounts(patients, one),
    perPatient: spread(patients.perPatient),
    days: spread(patients.days),
    top: mapCounts(patients.top, one),
    steps: patients.steps.map(({ from, to }) => ({ from, to, patients: steps[from] })),
    labels: patients.labels.map((label) => mapCounts(label, one)),
  }
}

function hideSeries(series: Series, one: One, row: Row): Series {
  const { maxGapDays, ended, problems } = series
  return { ...mapCounts(series, one), maxGapDays, ended: mapCounts(ended, one), problems: row(problems) }
}

function hideLabel(label: Label, one: One, row: Row): Label {
  const { values, sources, degrees, changes } = label
  return {
    ...mapCounts(label, one),
    values: row(values),
    sources: { positive: row(sources.positive), uncertain: row(sources.uncertain), negative: row(sources.negative) },
    degrees: row(degrees),
    changes: mapCounts(changes, one),
  }
}

function hideDoubts(doubts: Doubts, one: One): Doubts {
  return {
    ...mapCounts(doubts, one),
    mentions: doubts.mentions,
    hedges: doubts.hedges.map((hedge) => mapCounts(hedge, one)),
    // The ids of a few reports say how many they are.
    conflicts: doubts.conflicts.map((conflict) => {
      const reports = one(conflict.reports)
      return reports === conflict.reports ? conflict : { ...conflict, reports, ids: [] }
    }),
  }
}

function hideGold(gold: GoldScores, one: One): GoldScores {
  const { exact, cells, labels } = gold
  return {
    ...gold,
    exact: { ...exact, right: one(exact.right), n: one(exact.n) },
    cells: mapCounts(cells, one),
    labels: labels.map((score) => ({
      ...score,
      positive: hideF1(score.positive, one),
      negation: hideF1(score.negation, one),
      uncertainty: hideF1(score.uncertainty, one),
    })),
  }
}

function hideF1<F1 extends { readonly tp: Count; readonly fp: Count; readonly fn: Count }>(f1: F1, one: One): F1 {
  return { ...f1, tp: one(f1.tp), fp: one(f1.fp), fn: one(f1.fn) }
}

/** Published counts are of other reports and known to all. */
function hideWrong(wrong: Wrong, one: One, isGold: boolean, least: number): Wrong {
  const hidden = {
    ...wrong,
    positives: one(wrong.positives),
    expected: isSmall(wrong.positives, least) ? null : wrong.expected,
  }
  return isGold ? { ...hidden, checked: one(wrong.checked), wrong: one(wrong.wrong) } : hidden
}
