// Bytes of an input as UTF-8 in chunks, whatever it is wrapped in: files, streams, gzip (in layers), other encodings.
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { detectEncoding, toUtf8, utf8MarkLength } from './encoding.ts'
import { type Encoding, InputError } from './records.ts'

const CHUNK_BYTES = 1 << 20
const HEAD_BYTES = 1 << 18
const GZIP_LAYERS = 4

type Chunks = AsyncGenerator<Uint8Array>

/** An opened input. Offsets count bytes of the unpacked, decoded text, any byte order mark included. */
export interface ByteSource {
  /** The first bytes, as UTF-8, without a byte order mark. */
  readonly head: Buffer
  /** Whether `head` is all there is. */
  readonly isWhole: boolean
  /** Length of a UTF-8 byte order mark before `head`. */
  readonly markLength: number
  /** The encoding, when it is not UTF-8; said to the user. */
  readonly encoding: Encoding
  /** Whether these are the bytes of the file itself, neither unpacked nor decoded. */
  readonly isPlain: boolean
  /** Whether more may come in its own time: what is there is then not held back to wait for it. */
  readonly isLive: boolean
  /** Chunks from an offset on; call once. A chunk is valid until the next is asked for. */
  chunksFrom(offset: number): Chunks
  close(): Promise<void>
}

/**
 * Opens a file for reading by chunks; plain UTF-8 files can be read from any offset without reading what is before.
 *
 * @param onRead told how many bytes of the file were read or passed over
 */
export async function openFileBytes(
  path: string,
  forced: Encoding | null,
  onRead: (bytes: number) => void = () => {},
): Promise<ByteSource> {
  let looked = 0
  let count = (bytes: number): void => {
    looked += bytes
  }
  const source = await openBytes(
    readFileChunks(path, 0, (bytes) => count(bytes)),
    forced,
    false,
  )
  if (!source.isPlain) {
    count = onRead
    onRead(looked)
    return source
  }
  // Untouched bytes: offsets in the text are offsets in the file, so reading can start anywhere.
  await source.close()
  let chunks: Chunks | null = null
  return {
    ...source,
    chunksFrom: (offset) => {
      onRead(offset)
      chunks = readFileChunks(path, offset, onRead)
      return chunks
    },
    close: async () => void (await chunks?.return(undefined)),
  }
}

/** Opens a stream (standard input, an entry of an archive); an offset is reached by reading up to it. */
export async function openStreamBytes(
  stream: AsyncIterable<Uint8Array>,
  forced: Encoding | null,
  isLive: boolean,
): Promise<ByteSource> {
  return openBytes(iterate(stream), forced, isLive)
}

async function openBytes(raw: Chunks, forced: Encoding | null, isLive: boolean): Promise<ByteSource> {
  const unpacked = await unpack(raw, isLive)
  const { head: sample } = unpacked
  const encoding = isParquet(sample) || isTar(sample) || isZip(sample) ? 'utf-8' : (forced ?? detectEncoding(sample))
  if (encoding === 'utf-8') {
    const markLength = utf8MarkLength(sample)
    const head = sample.subarray(markLength)
    return makeSource({ ...unpacked, head }, encoding, markLength, unpacked.layers === 0, isLive)
  }
  const decoded = await takeHead(toUtf8(chain(sample, unpacked.rest), encoding), isLive)
  return makeSource(decoded, encoding, 0, false, isLive)
}

interface Head {
  readonly head: Buffer
  readonly isWhole: boolean
  readonly rest: Chunks
}

async function unpack(raw: Chunks, isLive: boolean): Promise<Head & { readonly layers: number }> {
  let at = await takeHead(raw, isLive)
  for (let layers = 0; ; layers++) {
    if (at.head[0] !== 0x1f || at.head[1] !== 0x8b) return { ...at, layers }
    if (layers === GZIP_LAYERS) throw new InputError(`is packed with gzip more than ${GZIP_LAYERS} times over`)
    at = await takeHead(gunzip(chain(at.head, at.rest)), isLive)
  }
}

function makeSource(head: Head, encoding: Encoding, markLength: number, isPlain: boolean, isLive: boolean): ByteSource {
  return {
    head: head.head,
    isWhole: head.isWhole,
    markLength,
    encoding,
    isPlain,
    isLive,
    chunksFrom: (offset) => skip(chain(head.head, head.rest), offset - markLength),
    close: async () => void (await head.rest.return(undefined)),
  }
}

/** Whether bytes start as a Parquet file does. */
export function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31
}

/** Whether bytes start as a zip archive does, which an .xlsx is, too. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04
}

/** Whether bytes start as a tar archive does. */
export function isTar(head: Uint8Array): boolean {
  return head.length > 262 && Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar'
}

async function* readFileChunks(path: string, offset: number, onRead: (bytes: number) => void): Chunks {
  const file = await open(path)
  try {
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    for (let at = offset; ; ) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      onRead(bytesRead)
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function* gunzip(chunks: Chunks): Chunks {
  const source = Readable.from(copied(chunks))
  const unzip = createGunzip({ chunkSize: 1 << 18 })
  source.on('error', (error) => unzip.destroy(error))
  source.pipe(unzip)
  try {
    yield* unzip as AsyncIterable<Uint8Array>
  } finally {
    source.destroy()
    unzip.destroy()
  }
}

/** A stream holds on to chunks; those of a file are overwritten by the next. */
async function* copied(chunks: Chunks): Chunks {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}

/** The first bytes; of a live stream only as many as hold a line. */
async function takeHead(chunks: Chunks, isLive: boolean): Promise<Head> {
  const parts: Buffer[] = []
  let length = 0
  let hasLine = false
  while (length < HEAD_BYTES && !(isLive && hasLine)) {
    let item: IteratorResult<Uint8Array>
    try {
      item = await chunks.next()
    } catch (error) {
      // What came before the fault is still good.
      return { head: Buffer.concat(parts), isWhole: false, rest: fail(error) }
    }
    const { value, done } = item
    if (done) return { head: Buffer.concat(parts), isWhole: true, rest: chunks }
    parts.push(Buffer.from(value))
    length += value.length
    hasLine ||= value.includes(0x0a)
  }
  return { head: Buffer.concat(parts), isWhole: false, rest: chunks }
}

// biome-ignore lint/correctness/useYield: a stream that has nothing more to give but its error
async function* fail(error: unknown): Chunks {
  throw error
}

async function* iterate(stream: AsyncIterable<Uint8Array>): Chunks {
  for await (const chunk of stream) yield chunk
}

async function* chain(head: Buffer, rest: Chunks): Chunks {
  try {
    yield head
    yield* rest
  } finally {
    // Who stops at the head has not reached the rest, which may hold a file open.
    await rest.return(undefined)
  }
}

async function* skip(chunks: Chunks, count: number): Chunks {
  let left = count
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length
    else {
      yield chunk.subarray(left)
      left = 0
    }
  }
}
