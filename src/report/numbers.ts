// How a datasheet prints numbers.
import type { Count } from './sheet.ts'

/** A count with its thousands apart; one that is hidden as it is. */
export function count(number: Count): string {
  return typeof number === 'number' ? number.toLocaleString('en') : number
}

/** `4.2 %`; a dash where either count is hidden or there is nothing to be a share of. */
export function percent(part: Count, whole: Count): string {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return '–'
  const share = (100 * part) / whole
  return part > 0 && share < 0.05 ? '<0.1 %' : `${share.toFixed(1)} %`
}

/** `1,234 (4.2 %)`; nothing is `0`. */
export function countOf(part: Count, whole: Count): string {
  const share = percent(part, whole)
  return part === 0 || share === '–' ? count(part) : `${count(part)} (${share})`
}

/** `1 report (0.1 %)`, `1,234 reports (4.2 %)`. */
export function countedOf(part: Count, whole: Count, noun: string): string {
  const share = percent(part, whole)
  return part === 0 || share === '–' ? counted(part, noun) : `${counted(part, noun)} (${share})`
}

/** `1 report`, `2,000 reports`, `<11 reports`. */
export function counted(number: Count, noun: string, nouns = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : nouns}`
}

/** A bar of blocks, `width` of them for all of `whole`; an eighth of one for the least. */
export function bar(part: Count, whole: Count, width = 20): string {
  if (typeof part !== 'number' || typeof whole !== 'number' || part <= 0 || whole <= 0) return ''
  const eighths = Math.max(1, Math.round((8 * width * part) / whole))
  return '█'.repeat(Math.floor(eighths / 8)) + (eighths % 8 === 0 ? '' : '▏▎▍▌▋▊▉'[(eighths % 8) - 1])
}

/** A name of the data as words: `no_drain` is "no drain". */
export function words(name: string): string {
  return name.replace(/[_-]+/g, ' ')
}
