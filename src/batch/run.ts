// The run itself: one loop reads batches and hands them to the pool, another takes the blocks back in order and writes
// them. Between the two stands a queue of bounded length, so a slow disk or reader slows everything before it.

import type { IdSet } from '../io/ids.ts'
import type { BatchMemory } from '../io/memory.ts'
import type { Batch, Position } from '../io/records.ts'
import type { RejectLine } from './file-options.ts'
import type { Block } from './job.ts'
import type { Pool } from './pool.ts'
import { makeQueue } from './queue.ts'
import { settleBlock } from './settle.ts'
import type { Spent } from './summary.ts'
import type { Tally } from './tally.ts'
import type { Target } from './target.ts'

export interface Run {
  readonly batches: AsyncGenerator<Batch>
  readonly pool: Pool
  readonly target: Target
  /** Ids seen so far; null lets an id come twice. */
  readonly seen: IdSet | null
  /** Counted into, in place. */
  readonly tally: Tally
  readonly spent: Spent
  /** Where the bytes of batches lie. */
  readonly memory: BatchMemory
  /** Rejects take their place among the rows instead of a file of their own. */
  readonly inlineRejects: boolean
  readonly checkpointSeconds: number
  readonly signal: AbortSignal | null
  readonly onSettled: (rejects: readonly RejectLine[]) => void
}

interface Pending {
  readonly batch: Batch
  readonly block: Promise<Block>
}

/**
 * Runs to the end of the input. @throws the signal's reason when it is aborted; what is settled is then checkpointed.
 */
export async function run(plan: Run): Promise<void> {
  const { batches, pool, target, tally, spent, signal } = plan
  const queue = makeQueue<Pending>(() => pool.width)
  const feed = async (): Promise<void> => {
    try {
      for (;;) {
        await queue.room()
        const start = performance.now()
        const { value: batch, done } = await batches.next()
        spent.read += performance.now() - start
        if (done === true) break
        const block = pool.run(batch)
        // Its failure is met when its turn comes; until then it must not end the process.
        block.catch(() => {})
        queue.push({ batch, block })
      }
      queue.end()
    } catch (error) {
      queue.fail(error)
    }
  }
  void feed()
  let position: Position | null = null
  let saved = performance.now()
  try {
    for (;;) {
      const head = await unlessAborted(queue.take(), signal)
      if (head === null) return
      const block = await unlessAborted(head.block, signal)
      const start = performance.now()
      const before = tally.labelled + tally.rejected
      const { rows, conflicts, rejects, hashes } = settleBlock(head.batch, block, plan.seen, tally, plan.inlineRejects)
      if (tally.labelled + tally.rejected - before !== block.records) throw new Error('a record was lost')
      const lines = plan.inlineRejects ? '' : rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('')
      plan.memory.giveBack(head.batch.bytes)
      await target.append(rows, lines, hashes, conflicts)
      position = head.batch.next
      plan.onSettled(rejects)
      for (const stage of ['parse', 'label', 'write'] as const) spent[stage] += block.spent[stage]
      if (performance.now() - saved >= plan.checkpointSeconds * 1000) {
        await target.checkpoint(position, tally)
        saved = performance.now()
      }
      spent.settle += performance.now() - start
    }
  } catch (error) {
    if (signal?.aborted === true && position !== null) await target.checkpoint(position, tally)
    throw error
  } finally {
    queue.close()
    // Not waited for: a reader of standard input may never come back from its last read.
    batches.return(undefined).catch(() => {})
    await pool.close()
  }
}

/**
 * The promise, or the signal's reason as a failure. (Racing against one promise for the whole run would keep every
 * block alive that ever took part in a race.)
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (signal === null) return promise
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
