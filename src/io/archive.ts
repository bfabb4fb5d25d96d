// A tar archive into batches: its documents together, its tables one after the other. Nothing is written to disk.
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { type Extract, extract } from 'tar-stream'
import { isDocumentName } from './document.ts'
import { type Batch, type DocumentShape, type Fault, makeFault, type Position } from './records.ts'

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never

const BATCH_DOCUMENTS = 500
const BATCH_BYTES = 1 << 19

export interface ArchiveOptions {
  readonly source: string
  readonly shape: DocumentShape
  readonly maxReportBytes: number
  readonly onIgnored: (path: string) => void
  /** Whether a name is that of a table (JSON Lines, CSV). */
  readonly isTable: (name: string) => boolean
  /** Reads a table inside the archive. */
  readonly readTableEntry: (name: string, stream: AsyncIterable<Uint8Array>, from: Position) => AsyncGenerator<Batch>
}

/**
 * Reads an unpacked tar stream from a position on. Links, absolute names and names with `..` are refused:
 * an archive that holds them was not made of reports.
 */
export async function* readArchive(
  chunks: AsyncIterable<Uint8Array>,
  from: Position,
  options: ArchiveOptions,
): AsyncGenerator<Batch> {
  const unpack = extract()
  const input = Readable.from(chunks)
  input.on('error', (error) => unpack.destroy(error))
  input.pipe(unpack)
  let entry = 0
  let pack = makePack(from.documents, options)
  const flush = (next: Position): Batch => {
    const batch = pack.batch(next)
    pack = makePack(next.documents, options)
    return batch
  }
  const here = (): Position => ({ input: from.input, entry, offset: 0, record: 0, documents: pack.next })
  let failure: unknown = null
  try {
    for await (const item of unpack) {
      const { name, type } = item.header
      const refusal = refusalOf(item)
      if (entry < from.entry) item.resume()
      else if (refusal !== null) {
        item.resume()
        pack.add(name, new Uint8Array(0), refusal)
      } else if (type === 'file' && isDocumentName(name)) {
        const { bytes, fault } = await readEntry(item, options.maxReportBytes)
        pack.add(name.replace(/\.gz$/i, ''), bytes, fault)
      } else if (type === 'file' && options.isTable(name)) {
        if (!pack.isEmpty()) yield flush(here())
        const start = entry === from.entry ? { ...from, documents: pack.next } : here()
        yield* options.readTableEntry(name, withoutEnding(item), start)
        item.resume()
      } else {
        item.resume()
        if (type === 'file') options.onIgnored(name)
      }
      entry++
      if (pack.isFull()) yield flush(here())
    }
  } catch (error) {
    failure = error
  }
  // Documents read before a fault in the archive are whole.
  if (!pack.isEmpty()) yield flush(here())
  if (failure !== null) throw failure
}

function refusalOf(item: Entry): Fault | null {
  const { name, type } = item.header
  if (type === 'symlink' || type === 'link') return makeFault('refused-entry', 'is a link, which is not followed')
  if (type !== 'file' && type !== 'directory' && type !== 'contiguous-file') {
    return makeFault('refused-entry', 'is neither a file nor a folder')
  }
  if (/^([/\\]|[a-zA-Z]:)/.test(name)) return makeFault('refused-entry', 'has an absolute name')
  if (name.split(/[/\\]/).includes('..')) return makeFault('refused-entry', 'has ".." in its name')
  if (/\.(tar|tgz|tar\.gz|zip)$/i.test(name)) return makeFault('refused-entry', 'is an archive inside an archive')
  return null
}

/** Reads an entry, unpacking gzip. One that is too long is read to its end, as the archive goes on after it. */
async function readEntry(item: Entry, maxBytes: number): Promise<{ bytes: Uint8Array; fault: Fault | null }> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of item as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length <= maxBytes) parts.push(chunk)
  }
  if (length > maxBytes) return refuse(makeFault('too-long', `is longer than ${maxBytes} bytes`))
  const bytes = Buffer.concat(parts)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { bytes, fault: null }
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }), fault: null }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'an unknown error'
    return refuse(
      code === 'ERR_BUFFER_TOO_LARGE'
        ? makeFault('too-long', `is longer than ${maxBytes} bytes`)
        : makeFault('unreadable', `cannot be unpacked (${code})`),
    )
  }
}

function refuse(fault: Fault): { bytes: Uint8Array; fault: Fault } {
  return { bytes: new Uint8Array(0), fault }
}

/** The bytes of an entry; a reader that stops early must not end the entry, for that would end the archive. */
async function* withoutEnding(item: Entry): AsyncGenerator<Uint8Array> {
  const chunks = (item as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) return
    yield value
  }
}

interface Pack {
  /** Number of the next document, counting refused entries. */
  readonly next: number
  add(name: string, bytes: Uint8Array, fault: Fault | null): void
  isFull(): boolean
  isEmpty(): boolean
  batch(next: Position): Batch
}

function makePack(first: number, options: ArchiveOptions): Pack {
  const parts: Uint8Array[] = []
  const names: string[] = []
  const ends: number[] = []
  const faults: [number, Fault][] = []
  let length = 0
  return {
    get next() {
      return first + ends.length
    },
    add: (name, bytes, fault) => {
      if (fault !== null) faults.push([ends.length, fault])
      parts.push(bytes)
      names.push(name)
      length += bytes.length
      ends.push(length)
    },
    isFull: () => ends.length >= BATCH_DOCUMENTS || length >= BATCH_BYTES,
    isEmpty: () => ends.length === 0,
    batch: (next) => {
      const bytes = new Uint8Array(length)
      let at = 0
      for (const part of parts) {
        bytes.set(part, at)
        at += part.length
      }
      const { source, shape } = options
      return { source, shape, first, offset: -1, bytes, ends: Uint32Array.from(ends), faults, names, files: null, next }
    },
  }
}
