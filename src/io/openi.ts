// Open-I XML (the Indiana University collection) into sections: the <AbstractText Label="…"> elements.
import { createRequire } from 'node:module'
import { plainName } from '../column-names.ts'
import type { ReportSections } from '../types.ts'
import { isBlank, joinSections, SECTION_NAMES } from './columns.ts'

/** Gives the parsed file, or null when it is not well-formed. */
type ReadXml = (xml: string) => unknown

let readXml: ReadXml | null = null

/**
 * The parser takes longer to load than most inputs take to label, so it waits for the first file, which is read at
 * once.
 */
function loadParser(): ReadXml {
  const { XMLParser, XMLValidator } = createRequire(import.meta.url)(
    'fast-xml-parser',
  ) as typeof import('fast-xml-parser')
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    isArray: (name) => name === 'AbstractText',
  })
  return (xml) => (XMLValidator.validate(xml) === true ? parser.parse(xml) : null)
}

/**
 * Reads one file. Null when it is not well-formed or has no abstract; an empty report when its sections are blank.
 */
export function parseOpenI(xml: string): string | ReportSections | null {
  readXml ??= loadParser()
  const elements = findAbstractTexts(readXml(xml))
  if (elements === null) return null
  const parts = elements.map((element): [string, string] => [labelOf(element), textOf(element)])
  const named = parts.flatMap(([label, text]): [string, string][] => {
    const section = SECTION_NAMES.get(plainName(label))
    return section === undefined ? [] : [[section, text]]
  })
  // A label this reader does not know may be a heading the rules know: then the report goes as one text.
  if (named.length < parts.length) {
    return parts
      .flatMap(([label, text]) => (isBlank(text) ? [] : [label === '' ? text : `${label}:\n${text}`]))
      .join('\n\n')
  }
  return joinSections(named) ?? ''
}

function findAbstractTexts(node: unknown): readonly unknown[] | null {
  if (typeof node !== 'object' || node === null) return null
  if (Array.isArray(node)) return firstOf(node)
  const { AbstractText: texts } = node as { AbstractText?: readonly unknown[] }
  if (texts !== undefined) return texts
  return firstOf(Object.values(node))
}

function firstOf(nodes: readonly unknown[]): readonly unknown[] | null {
  for (const node of nodes) {
    const found = findAbstractTexts(node)
    if (found !== null) return found
  }
  return null
}

function labelOf(element: unknown): string {
  if (typeof element !== 'object' || element === null) return ''
  return String((element as Record<string, unknown>)['@Label'] ?? '')
}

function textOf(element: unknown): string {
  if (typeof element === 'string') return element
  if (typeof element !== 'object' || element === null) return ''
  return String((element as Record<string, unknown>)['#text'] ?? '')
}
