// Text encodings: what bytes look like, and turning them into UTF-8. UTF-8 itself is never touched here.
import { isUtf8 } from 'node:buffer'
import type { Encoding } from './records.ts'

/** Bytes that windows-1252 leaves undefined, so that text in it does not hold them. */
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/**
 * Guesses the encoding from the first bytes of an input.
 * Latin-1 (as its superset windows-1252) is chosen only when no byte sequence in the sample is valid multi-byte UTF-8.
 */
export function detectEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const utf16 = detectUtf16(sample)
  if (utf16 !== null) return utf16
  if (isUtf8(trimPartial(sample))) return 'utf-8'
  return looksLatin(sample) ? 'windows-1252' : 'utf-8'
}

/** Length of the byte order mark of UTF-8 at the start, 0 or 3. */
export function utf8MarkLength(sample: Uint8Array): number {
  return sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf ? 3 : 0
}

/** Decodes a whole text and drops its byte order mark. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

/** Turns chunks in another encoding into chunks of UTF-8. */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  const rest = decoder.decode()
  if (rest !== '') yield Buffer.from(rest, 'utf8')
}

/** UTF-16 without a mark: mostly ASCII text has a NUL in every other byte. */
function detectUtf16(sample: Uint8Array): Encoding | null {
  const length = Math.min(sample.length & ~1, 1024)
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (sample[at] === 0) even++
    if (sample[at + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.8 && even < pairs * 0.1) return 'utf-16le'
  if (even > pairs * 0.8 && odd < pairs * 0.1) return 'utf-16be'
  return null
}

/** The sample may end inside a character; those bytes say nothing. */
function trimPartial(sample: Uint8Array): Uint8Array {
  let end = sample.length
  for (let back = 1; back <= 3 && back <= sample.length; back++) {
    const byte = sample[sample.length - back]
    if (byte >= 0xc0) {
      end = sample.length - back
      break
    }
    if (byte < 0x80) break
  }
  return sample.subarray(0, end)
}

function looksLatin(sample: Uint8Array): boolean {
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at]
    if (byte < 0x80) continue
    if (UNDEFINED_1252.has(byte)) return false
    const isLead = byte >= 0xc2 && byte <= 0xf4
    if (isLead && (sample[at + 1] & 0xc0) === 0x80) return false
  }
  return true
}
