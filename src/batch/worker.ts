// What a worker thread runs: it loads the rules once, then turns batches into blocks.
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina'
import type { Batch } from '../io/records.ts'
import { type JobOptions, makeJob, transferable } from './job.ts'
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

/** The task of the pool. The buffers of the block are handed over, not copied. */
export function labelBatch(batch: Batch): unknown {
  const block = job(batch)
  return move({ [transferableSymbol]: transferable(block), [valueSymbol]: block } as unknown as ArrayBuffer)
}
