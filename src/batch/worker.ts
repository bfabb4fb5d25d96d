// What a worker thread runs: it loads the rules once, then turns batches into blocks.
import { workerData } from 'piscina'
import type { Batch } from '../io/records.ts'
import { attempt, type Failure } from './failure.ts'
import { type Block, type JobOptions, makeJob } from './job.ts'
import type { RowModule } from './row.ts'

/** What the pool hands to each worker at its start. */
export interface WorkerData {
  readonly job: JobOptions
  /** URL of the module that makes rows. */
  readonly rowModule: string
}

const { job: options, rowModule } = workerData as WorkerData
const { createRowLabeller } = (await import(rowModule)) as RowModule
const job = makeJob(createRowLabeller(options.row), options)

/**
 * The task of the pool. The block is copied to the main thread, some hundred kilobytes, not handed over: once a thread
 * has given a buffer away, its engine checks at every look into any buffer that it is still there, and labelling is a
 * tenth slower.
 */
export function labelBatch(batch: Batch): Block | Failure {
  return attempt(() => job(batch))
}
