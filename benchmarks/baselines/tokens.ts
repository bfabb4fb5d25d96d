// Sentences and words for baselines that bring no tokenizer of their own, and the longest phrases of a list in them.

export interface Token {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** A phrase found: its first and behind its last token. */
export interface Found {
  readonly phrase: string
  readonly from: number
  readonly to: number
}

/** Hyphens between letters as spaces, as in the lexicon; offsets stay. */
export function unhyphenate(text: string): string {
  return text.replace(/(?<=[A-Za-z])-(?=[A-Za-z])/g, ' ')
}

/** Splits at full stops, question marks and exclamation marks before white space, and at empty lines. */
export function splitSentences(text: string): Token[][] {
  const sentences: Token[][] = []
  let start = 0
  for (const { index, 0: gap } of [...text.matchAll(/(?<=[.?!])\s+|\n\s*\n/g), { index: text.length, 0: '' }]) {
    const tokens = [...text.slice(start, index).matchAll(/[A-Za-z0-9_']+|[^\sA-Za-z0-9_']/g)].map((match) => ({
      word: match[0].toLowerCase(),
      start: start + match.index,
      end: start + match.index + match[0].length,
    }))
    if (tokens.length > 0) sentences.push(tokens)
    start = index + gap.length
  }
  return sentences
}

/** What finds the longest phrases of a list from left to right, none inside another. */
export function makeFinder(phrases: Iterable<string>): (tokens: readonly Token[]) => Found[] {
  const known = new Set(phrases)
  const lengths = new Map<string, number>()
  for (const phrase of known) {
    const words = phrase.split(' ')
    lengths.set(words[0], Math.max(lengths.get(words[0]) ?? 0, words.length))
  }
  return (tokens) => {
    const found: Found[] = []
    for (let from = 0; from < tokens.length; from++) {
      const longest = Math.min(lengths.get(tokens[from].word) ?? 0, tokens.length - from)
      for (let length = longest; length > 0; length--) {
        const phrase = tokens
          .slice(from, from + length)
          .map(({ word }) => word)
          .join(' ')
        if (!known.has(phrase)) continue
        found.push({ phrase, from, to: from + length })
        from += length - 1
        break
      }
    }
    return found
  }
}
