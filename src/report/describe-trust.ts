// Datasheet, sixth section: how far each label can be trusted, and by what that was measured.
import { type Block, code, heading, list, note, paragraph, say, strong, table } from './blocks.ts'
import { drawScores } from './drawings.ts'
import { count, counted, countOf } from './numbers.ts'
import { PUBLISHED, type PublishedF1, type PublishedSet } from './published.ts'
import { GOLD_KINDS, type GoldF1, type GoldKind, type GoldScores, type Sheet, type Wrong } from './sheet.ts'
import { LEAST_CHECKED } from './trust.ts'

export function describeTrust(sheet: Sheet): Block[] {
  const { gold, wrong } = sheet.trust
  return [
    heading('6. How far each label can be trusted'),
    ...(gold === null ? describePublished(sheet) : describeGold(gold)),
    ...(wrong.length === 0 ? [] : describeWrong(wrong, gold)),
  ]
}

function describeGold(gold: GoldScores): Block[] {
  const { file, reports, unmatched, setAside, exact, cells, macro, seed, resamples, labels } = gold
  const missing = [
    ...(unmatched === 0 ? [] : [`${counted(unmatched, 'gold report')} not among the labelled`]),
    ...(setAside === 0 ? [] : [`${counted(setAside, 'gold row')} that could not be read`]),
  ]
  return [
    paragraph(
      say`Measured on ${strong(counted(reports, 'report'))} of this dataset against ${code(file)}, as ${code('cxrlabel evaluate')} does: ${countOf(cells.right, cells.n)} cells right, ${countOf(exact.right, exact.n)} reports with every cell right.${missing.length === 0 ? '' : ` Left out: ${missing.join('; ')}.`} The intervals hold 95 %, from ${count(resamples)} draws of whole reports (seed ${seed}); an interval of 1.000–1.000 says that no error was seen, not that none exists.`,
    ),
    note(
      say`Scored are the labels as they stand in this dataset, roll-up and all. A gold that holds only what is said is met without roll-up.`,
    ),
    { kind: 'blank', what: 'who made the gold standard, by what guidelines, and how far two readers agreed' },
    drawScores(gold),
    ...table(
      ['label', 'n', ...GOLD_KINDS.map((kind) => `F1 ${kind}`), 'tp / fp / fn of positives'],
      [
        ...labels.map((score) => [
          score.label,
          count(score.n),
          ...GOLD_KINDS.map((kind) => rateOf(score[kind])),
          countsOf(score.positive),
        ]),
        ['macro', '', ...GOLD_KINDS.map((kind) => rateOf(macro[kind])), ''],
      ],
    ),
  ]
}

function describePublished({ making, trust: { wrong } }: Sheet): Block[] {
  const { date, commit, ruleset, sets } = PUBLISHED
  const others =
    making.ruleset.hash === ruleset ? 'the same as here' : `not those of this sheet (${making.ruleset.hash})`
  return [
    paragraph(
      say`${strong('These labels were not checked against their reports.')} With ${code('--gold')} and a few hundred reports read by people, this section would say how right they are. What follows was ${strong('measured elsewhere')}, on ${date} at commit ${code(commit)} with the rules ${code(ruleset)}, ${others}; roll-up off. Other hospitals write in other ways, so expect it to be worse here.`,
    ),
    list(
      sets.map(
        ({ name, origin, readers, reports, cells }) =>
          say`${strong(name)}: ${origin}; ${count(reports)} reports${cells === null ? '' : `, ${count(cells.wrong)} of ${count(cells.scored)} cells not as read`}. Read by: ${readers}.`,
      ),
    ),
    note(
      say`No radiologist read any of these sets. All but MeSH were read by programs, or written by one, and the rules were mended with their mistakes in sight, so the figures flatter. Where MeSH differs it is mostly by convention: its coders give other headings to the same words.`,
    ),
    ...(wrong.length === 0
      ? [
          paragraph(
            say`All of this was measured for the label set chexpert; of ${making.labelSet} no figures are recorded.`,
          ),
        ]
      : GOLD_KINDS.flatMap((kind) => publishedTable(kind, sets))),
  ]
}

const KIND_TITLES: Readonly<Record<GoldKind, string>> = {
  positive: 'positives',
  negation: 'negatives',
  uncertainty: 'uncertain values',
}

/** F1s of a kind, label by label; sets that have none of it are left out. */
function publishedTable(kind: GoldKind, sets: readonly PublishedSet[]): Block[] {
  const having = sets.filter(({ labels }) => Object.values(labels).some((label) => instancesOf(label[kind]) > 0))
  const labels = [...new Set(having.flatMap(({ labels }) => Object.keys(labels)))]
  return [
    paragraph(say`F1 of ${strong(KIND_TITLES[kind])} with its 95 % interval; how many there were:`),
    ...table(
      ['label', ...having.map(({ name }) => name)],
      labels.map((label) => [label, ...having.map((set) => publishedF1(set.labels[label]?.[kind]))]),
    ),
  ]
}

function instancesOf(f1: PublishedF1 | undefined): number {
  return f1 === undefined ? 0 : f1.tp + f1.fn
}

function publishedF1(f1: PublishedF1 | undefined): string {
  if (f1 === undefined || f1.value === null) return '–'
  const { value, low, high } = f1
  const ends = low === null || high === null ? '' : ` (${low.toFixed(3)}–${high.toFixed(3)})`
  return `${value.toFixed(3)}${ends}; ${count(instancesOf(f1))}`
}

function describeWrong(wrong: readonly Wrong[], gold: GoldScores | null): Block[] {
  const known = wrong.filter(({ expected, positives }) => expected !== null && positives !== 0)
  const unknown = wrong.filter(({ expected, positives }) => expected === null && positives !== 0)
  const source =
    gold === null
      ? say`From the sets above but MeSH, taken together: the share of their positives that the readers did not accept, times the positives here that are said (what is rolled up was not measured).`
      : say`From the gold above: the share of its positives that it does not accept, times the positives of the whole dataset.`
  return [
    heading('Positives that are likely to be wrong', 3),
    paragraph([
      ...source,
      ...say` The interval is of that share (Wilson, 95 %), and holds only as far as these reports are like those.`,
    ]),
    ...table(
      ['label', 'positives', 'likely wrong', '95 %', 'wrong of those checked'],
      known.map(({ label, positives, expected, wrong, checked }) => [
        label,
        count(positives),
        count(Math.round(expected?.value ?? 0)),
        `${count(Math.floor(expected?.low ?? 0))}–${count(Math.ceil(expected?.high ?? 0))}`,
        `${count(wrong)} of ${count(checked)}`,
      ]),
    ),
    ...(unknown.length === 0
      ? []
      : [
          paragraph(
            say`Too few positives were checked (fewer than ${LEAST_CHECKED}), or stand here, to say it of ${unknown.map(({ label }) => label).join(', ')}.`,
          ),
        ]),
  ]
}

function rateOf({ value, interval }: Pick<GoldF1, 'value' | 'interval'>): string {
  if (value === null) return '–'
  return interval === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} (${interval.low.toFixed(3)}–${interval.high.toFixed(3)})`
}

function countsOf({ tp, fp, fn }: GoldF1): string {
  return `${count(tp)} / ${count(fp)} / ${count(fn)}`
}
