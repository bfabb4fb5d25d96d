// Compiled, never run: what a program writes that puts `labelStream` between streams of its own.
import { labelStream, type StreamReport } from '../../src/batch/index.ts'

const reports = new ReadableStream<StreamReport>({
  start: (controller) => {
    controller.enqueue({ id: 'a', text: 'No effusion.' })
    controller.close()
  },
})
for await (const row of reports.pipeThrough(labelStream())) console.log(row.id, row.labels)

const typed = new ReadableStream<{ id: string; text: string }>()
const { value } = await typed
  .pipeThrough(labelStream({ keep: ['age'] }))
  .getReader()
  .read()
console.log(value?.labels)

const { readable, writable } = labelStream()
await writable.getWriter().write({ id: 'a', text: 'No effusion.' })
console.log((await readable.getReader().read()).value?.id)
