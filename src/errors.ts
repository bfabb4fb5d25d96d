// Errors a rule author sees: every problem at once, each with its place, the line itself, a caret and a hint.

/** Where a problem stands and what it is. `line` and `column` count from 1. */
export interface RuleProblem {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint: string
  readonly source: string
}

/** Thrown by `compileRules` when the rules cannot be used; `problems` lists all of them in file order. */
export class RuleError extends Error {
  readonly problems: readonly RuleProblem[]
  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(describeProblem).join('\n\n'))
    this.name = 'RuleError'
    this.problems = problems
  }
}

/** A problem as it is printed: its place, the line with a caret, and the hint. */
export function describeProblem(problem: RuleProblem): string {
  const gutter = String(problem.line).length
  return [
    `${problem.file}:${problem.line}:${problem.column} ${problem.code}: ${problem.message}`,
    `${problem.line} | ${problem.source}`,
    `${' '.repeat(gutter)} | ${' '.repeat(Math.max(0, problem.column - 1))}^`,
    ...(problem.hint === '' ? [] : [`hint: ${problem.hint}`]),
  ].join('\n')
}
