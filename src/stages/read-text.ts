// Text → assertions: the stages up to what each mention is said to be, in order.
import { findMatches } from '../match/overlap.ts'
import { tokenize } from '../text/tokens.ts'
import { fitScratch, type Scratch } from './columns/scratch.ts'
import type { Tables } from './columns/tables.ts'
import { readContext } from './context/context.ts'
import { findMentions } from './mentions/mentions.ts'
import { markModifiers } from './modifiers/modifiers.ts'
import { findSections } from './sections/sections.ts'
import { findSentences } from './sections/sentences.ts'

/** text → tokens → matches, in the scratch columns. */
export function readMatches(text: string, tables: Tables, scratch: Scratch): void {
  tokenize(text, tables.lexicon, scratch.tokens)
  fitScratch(scratch)
  findMatches(scratch.tokens, tables.phrases, tables.isMask, scratch.matches)
}

/** matches → sections → sentences → mentions → assertions. Modifiers stay marked: `unmarkModifiers` clears them. */
export function readMentionsOf(tables: Tables, scratch: Scratch): void {
  markModifiers(scratch, tables)
  findSections(scratch, tables)
  findSentences(scratch, tables)
  findMentions(scratch, tables)
  readContext(scratch, tables)
}
