// A digest of labels that does not depend on their order: the hashes of all rows, added up. Sixty-four bits tell a slip
// from the same labels; they are no proof against a forger.
import { hashId } from '../io/ids.ts'
import type { LabelValue } from '../types.ts'

export interface LabelDigest {
  add(id: string | null, values: readonly LabelValue['value'][]): void
  /** Sixteen hexadecimal digits. */
  digest(): string
}

/** Makes the digest of no rows. */
export function makeLabelDigest(): LabelDigest {
  const hash = new Uint32Array(2)
  const sum = new Uint32Array(2)
  return {
    add: (id, values) => {
      hashId(`${id ?? ''}\u0000${values.map((value) => value ?? '').join()}`, hash, 0)
      sum[0] += hash[0]
      sum[1] += hash[1]
    },
    digest: () => [...sum].map((part) => part.toString(16).padStart(8, '0')).join(''),
  }
}
