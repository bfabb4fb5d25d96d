// Pairs the rows of two files by id. What has no partner is listed, never dropped in silence.

/** The pairs, in the order of the left side, and everything that could not be paired. */
export interface Alignment<Left, Right> {
  readonly pairs: readonly { readonly id: string; readonly left: Left; readonly right: Right }[]
  readonly onlyLeft: readonly string[]
  readonly onlyRight: readonly string[]
  /** Ids that stand more than once on a side; the first row of each is the one used. */
  readonly repeatedLeft: readonly string[]
  readonly repeatedRight: readonly string[]
}

/** Pairs two lists of rows by id. */
export function align<Left extends { id: string }, Right extends { id: string }>(
  left: readonly Left[],
  right: readonly Right[],
): Alignment<Left, Right> {
  const lefts = indexById(left)
  const rights = indexById(right)
  const pairs: { id: string; left: Left; right: Right }[] = []
  const onlyLeft: string[] = []
  for (const [id, row] of lefts.rows) {
    const partner = rights.rows.get(id)
    if (partner === undefined) onlyLeft.push(id)
    else pairs.push({ id, left: row, right: partner })
  }
  const onlyRight = [...rights.rows.keys()].filter((id) => !lefts.rows.has(id))
  return { pairs, onlyLeft, onlyRight, repeatedLeft: lefts.repeated, repeatedRight: rights.repeated }
}

/** Rows by id, the first of each kept, with the ids that came again. */
export function indexById<Row extends { id: string }>(
  rows: readonly Row[],
): { readonly rows: ReadonlyMap<string, Row>; readonly repeated: readonly string[] } {
  const byId = new Map<string, Row>()
  const repeated = new Set<string>()
  for (const row of rows) {
    if (byId.has(row.id)) repeated.add(row.id)
    else byId.set(row.id, row)
  }
  return { rows: byId, repeated: [...repeated] }
}
