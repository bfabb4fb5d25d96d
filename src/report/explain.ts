// A labelled report for people: its text with mentions and cues marked, and under it every label with its reasons.
import type { Certainty, Cue, LabelledReport, LabelValue, Mention } from '../types.ts'

/** How marked text is painted; `picocolors` fits. */
export interface Paint {
  green(text: string): string
  red(text: string): string
  yellow(text: string): string
  blue(text: string): string
  dim(text: string): string
  bold(text: string): string
  underline(text: string): string
}

/** The report and its reasons as terminal text. */
export function explainReport(report: LabelledReport, paint: Paint): string {
  const lines = [markText(report, paint), '']
  const width = Math.max(...Object.keys(report.labels).map((name) => name.length))
  for (const [name, label] of Object.entries(report.labels)) {
    if (label.value === null) continue
    lines.push(`${paintValue(paint, label.value)(name.padEnd(width))}  ${describeLabel(label)}`)
    for (const evidence of label.evidence) {
      const words = oneLine(report.text.slice(evidence.start, evidence.end))
      const cues = evidence.cues.map((cue) => describeCue(report.text, cue)).join(', ')
      lines.push(
        paint.dim(
          `${' '.repeat(width)}  "${words}" (${evidence.section}) by ${evidence.rule}${cues === '' ? '' : `; ${cues}`}`,
        ),
      )
    }
  }
  const blank = Object.entries(report.labels).filter(([, label]) => label.value === null)
  if (blank.length > 0) lines.push(paint.dim(`not spoken of: ${blank.map(([name]) => name).join(', ')}`))
  lines.push(paint.dim(`No Finding: ${report.noFindingReason}${report.noAcute ? '; says that nothing is acute' : ''}`))
  if (report.prior.only)
    lines.push(paint.yellow('This report only says what has changed since a prior one: no finding is labelled.'))
  else if (report.prior.compares) lines.push(paint.dim('Compares with a prior examination.'))
  const strata = Object.entries(report.strata).map(
    ([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`,
  )
  if (strata.length > 0) lines.push(paint.dim(`strata: ${strata.join(', ')}`))
  for (const { kind, message, spans } of report.conflicts) {
    lines.push(paint.red(`conflict (${kind}): ${message}`))
    for (const { section, sentence } of spans) {
      lines.push(paint.dim(`  "${oneLine(report.text.slice(sentence.start, sentence.end))}" (${section})`))
    }
  }
  return `${lines.join('\n')}\n`
}

/** A label's value in words: "present, probable, unchanged (said)". */
export function describeLabel({ value, certainty, change, source }: LabelValue): string {
  const words = [value === 1 ? 'present' : value === 0 ? 'absent' : value === -1 ? 'uncertain' : 'blank']
  if (certainty !== null && certainty !== 'certain' && certainty !== wordOf(value)) words.push(certainty)
  if (change !== null) words.push(change)
  return `${words.join(', ')}${source === null ? '' : ` (${source})`}`
}

function wordOf(value: LabelValue['value']): Certainty | null {
  return value === -1 ? 'possible' : null
}

/** The report text with its labelled mentions coloured and the cues that decided underlined. */
function markText(report: LabelledReport, paint: Paint): string {
  const marks: { start: number; end: number; paint: (text: string) => string }[] = []
  for (const mention of report.mentions) {
    const isRead = report.sections[mention.section].isLabelled && mention.assertion.time === 'current'
    const spans = mention.parts.length > 0 ? mention.parts : [mention]
    for (const { start, end } of spans)
      marks.push({ start, end, paint: isRead ? paintMention(paint, mention) : paint.dim })
    for (const cue of mention.assertion.cues)
      if (cue.decided) marks.push({ start: cue.start, end: cue.end, paint: paint.underline })
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end)
  let text = ''
  let at = 0
  for (const mark of marks) {
    if (mark.start < at) continue
    text += report.text.slice(at, mark.start) + mark.paint(report.text.slice(mark.start, mark.end))
    at = mark.end
  }
  return text + report.text.slice(at)
}

function paintMention(paint: Paint, { assertion }: Mention): (text: string) => string {
  if (assertion.polarity === 'absent' && assertion.certainty === 'certain') return paint.green
  return assertion.certainty === 'certain' || assertion.certainty === 'probable' ? paint.red : paint.yellow
}

function paintValue(paint: Paint, value: 1 | 0 | -1): (text: string) => string {
  return value === 1 ? paint.red : value === 0 ? paint.green : paint.yellow
}

function describeCue(text: string, cue: Cue): string {
  const words = `${cue.rule} "${oneLine(text.slice(cue.start, cue.end))}"`
  return cue.decided ? words : `beats ${words}`
}

/** White space, line breaks included, as single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
