// Figures as they stand in a table: value, interval, counts.
import type { F1Figure, Figure, MacroFigure, ShareFigure, Summary } from './summary.ts'

export function macro(rate: MacroFigure): [string, string, string] {
  return [three(rate.value), range(rate), `${rate.labels} labels`]
}

export function f1(score: F1Figure): [string, string, string] {
  return [three(score.value), range(score), `tp ${score.tp}, fp ${score.fp}, fn ${score.fn}, n ${score.n}`]
}

export function share(score: ShareFigure): [string, string, string] {
  return [three(score.value), range(score), `${score.right} of ${score.n}`]
}

export function wrongCells({ cells, wrongCells: wrong, micro }: Summary): [string, string, string] {
  const { low, high } = micro.accuracy
  const ends = low === null || high === null ? '' : `${percent(1 - high)} to ${percent(1 - low)}`
  return [`${percent(wrong / cells)} %`, ends, `${wrong} of ${cells}`]
}

export function range({ low, high }: Figure): string {
  return low === null || high === null ? '' : `${three(low)} to ${three(high)}`
}

/** Three decimals; never rounded up to 1. */
export function three(value: number | null): string {
  if (value === null) return '–'
  const text = value.toFixed(3)
  return text === '1.000' && value < 1 ? '0.999' : text
}

export function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(3)}`
}

export function percent(share: number): string {
  return (100 * share).toFixed(2)
}

/** A markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
