// Batches to blocks, in this thread or in many. A batch whose worker dies is given to another; a record that kills
// every worker it is given to, or on which the code throws, is found by halving and set aside, so that one report does
// not take the others along.
import { type Batch, makeFault } from '../io/records.ts'
import { attempt, type Failure, isFailure } from './failure.ts'
import { type Block, type JobOptions, makeJob } from './job.ts'
import type { RowLabeller } from './row.ts'
import { sourceLoader } from './source-loader.ts'
import { emptyBlock, joinBlocks, splitBatch } from './split.ts'
import type { WorkerData } from './worker.ts'

/** A batch is halved, and in the end a single record given up, after it has taken this many workers with it. */
const ATTEMPTS = 2
/** Workers that may die in a run before the fault is sought in the machine, not in the reports. */
const MAX_DEATHS = 60
/**
 * Heap of a worker, in megabytes. A worker holds some 13; what is above that can go, but has not been looked at yet.
 * The larger the young part, the rarer the engine looks at the old one, where JSON puts short ids: with 48 a long run
 * took half as much memory again, and was 3 % faster; with 12 it was 3 % slower.
 */
const HEAP = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 }
/** Batches labelled in this thread before workers are started: most inputs are small. */
const FEW_BATCHES = 4

export interface Pool {
  run(batch: Batch): Promise<Block>
  /** Batches worth having under way at once. */
  readonly width: number
  close(): Promise<void>
}

export interface PoolOptions {
  readonly workers: number
  readonly job: JobOptions
  /** URL of the module that makes rows; loaded by each worker. */
  readonly rowModule: string
  /** Told when a worker died and its batch was given to another. */
  readonly onWorkerLost: (message: string) => void
}

/** Workers died again and again. */
export class WorkerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WorkerError'
  }
}

/** A pool that labels in this thread; what one batch or one worker needs. */
export function makeLocalPool(labeller: RowLabeller, options: JobOptions): Pool {
  const job = makeJob(labeller, options)
  return {
    width: 1,
    run: async (batch) => {
      // Lets signals, timers and writes through between batches.
      await new Promise((resolve) => setImmediate(resolve))
      return labelApart(batch, async (part) => attempt(() => job(part)))
    },
    close: async () => {},
  }
}

/** Labels a batch, halving it as long as it gives no block; `label` gives null when it took its workers with it. */
async function labelApart(
  batch: Batch,
  label: (batch: Batch, isHalf: boolean) => Promise<Block | Failure | null>,
  isHalf = false,
): Promise<Block> {
  const result = await label(batch, isHalf)
  if (result !== null && !isFailure(result)) return result
  if (batch.ends.length === 1) {
    const message =
      result === null ? 'ended every worker that was to label it' : `could not be labelled (${result.failure})`
    return emptyBlock(makeFault('failed', message))
  }
  const [first, second] = splitBatch(batch)
  return joinBlocks(await labelApart(first, label, true), await labelApart(second, label, true), first.ends.length)
}

/**
 * A pool that labels the first batches in this thread and starts workers when more come.
 *
 * @param isLarge the input is known to be large: workers are started at once
 */
export function makeGrowingPool(labeller: RowLabeller, options: PoolOptions, isLarge: boolean): Pool {
  const local = makeLocalPool(labeller, options.job)
  let given = isLarge ? FEW_BATCHES : 0
  let workers: Promise<Pool> | null = isLarge ? makeWorkerPool(options) : null
  return {
    get width() {
      return workers === null ? local.width : widthOf(options.workers)
    },
    run: async (batch) => {
      if (given++ < FEW_BATCHES) return local.run(batch)
      workers ??= makeWorkerPool(options)
      return (await workers).run(batch)
    },
    close: async () => {
      await (await workers)?.close()
    },
  }
}

/** Enough for every worker to find the next batch waiting when it is done with one. */
function widthOf(workers: number): number {
  return 2 * workers + 1
}

/** A pool of worker threads, each with the rules loaded. */
export async function makeWorkerPool(options: PoolOptions): Promise<Pool> {
  // Loaded when there is work for it: most runs are small.
  const { Piscina } = await import('piscina')
  const { workers, job, rowModule } = options
  const workerData: WorkerData = { job, rowModule }
  const threads = new Piscina({
    filename: new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url).href,
    name: 'labelBatch',
    workerData,
    minThreads: workers,
    maxThreads: workers,
    // One at a time, so that a worker that dies takes only its own batch along.
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    resourceLimits: HEAP,
    ...sourceLoader(import.meta.url),
  })
  // A worker that cannot even start (its module is missing, memory is short) takes no batch along; those under way
  // would wait for ever.
  let broken: WorkerError | null = null
  const waiting = new Set<(error: WorkerError) => void>()
  threads.on('error', (error: Error) => {
    broken = new WorkerError(`a worker could not start (${error.name})`)
    for (const reject of waiting) reject(broken)
  })
  const give = (batch: Batch): Promise<Block | Failure> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken)
      waiting.add(reject)
      threads
        .run(batch)
        .then((result) => resolve(result as Block | Failure), reject)
        .finally(() => waiting.delete(reject))
    })
  let isClosed = false
  let deaths = 0
  const outlive = async (batch: Batch, attempts: number): Promise<Block | Failure | null> => {
    for (let count = 0; count < attempts; count++) {
      try {
        return await give(batch)
      } catch (error) {
        // What is thrown while labelling comes as a failure. The pool is being closed: whoever closed it says why.
        if (isClosed || error instanceof WorkerError) throw error
        deaths++
        const rows = `${batch.source}, rows ${batch.first + 1} to ${batch.first + batch.ends.length}`
        if (deaths > MAX_DEATHS) throw new WorkerError(`${deaths} workers died, the last labelling ${rows}`)
        options.onWorkerLost(`a worker died labelling ${rows}; its reports go to another`)
      }
    }
    return null
  }
  return {
    width: widthOf(workers),
    run: (batch) => labelApart(batch, (part, isHalf) => outlive(part, isHalf && part.ends.length > 1 ? 1 : ATTEMPTS)),
    close: async () => {
      isClosed = true
      await threads.destroy()
    },
  }
}
