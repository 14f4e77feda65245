import type { Block, Blocks, Origin, PhraseFile, PhraseForm, SiteRule } from '../model.js'
import type { Command } from '../engine/cut-blocks.js'
import { fold } from '../rulebook/fold.js'
import { FORMS } from '../rulebook/kinds.js'
import { type PhraseIndex, addMatches, foldText, indexPhrases } from '../rulebook/phrase-index.js'

/** Longer lines are the author's, whatever is in them. Code units. */
const LONGEST_LINE = 400

interface Phrases {
  readonly index: PhraseIndex
  readonly longestLabel: number
  /** By form and folded phrase. */
  readonly origins: ReadonlyMap<string, Origin>
}

const compiled = new WeakMap<SiteRule, Phrases>()

/** The lines that a site rule's phrases take, or whole blocks of such lines, of pages and texts alike. Code is left alone. */
export function siteLines(blocks: Blocks): readonly Command[] {
  const { site } = blocks.knowledge
  if (!site?.lines) return []
  const phrases = phrasesOf(site, site.lines)
  return blocks.items.flatMap(block => (block.kind === 'code' ? [] : hitsIn(block, phrases)))
}

function hitsIn(block: Block, phrases: Phrases): Command[] {
  const { origins } = phrases
  const hits: Command[] = []
  let from = 0
  const lines = block.text.split('\n')
  for (const line of lines) {
    const to = from + line.length
    const match = line.length <= LONGEST_LINE ? firstMatch(phrases, line) : null
    const origin = match ? origins.get(key(match.form, match.phrase)) : undefined
    if (match && origin) {
      const span = lines.length === 1 ? null : { from, to }
      hits.push({ target: block, span, why: `site rule ${match.form} "${match.phrase}"`, origin })
    }
    from = to + 1
  }
  const [first] = hits
  return first && hits.length === lines.length ? [{ ...first, span: null }] : hits
}

function firstMatch({ index, longestLabel }: Phrases, line: string): { readonly form: PhraseForm; readonly phrase: string } | null {
  const found: Parameters<typeof addMatches>[0] = []
  addMatches(found, index, foldText(line, longestLabel))
  return found[0] ?? null
}

function phrasesOf(site: SiteRule, lines: NonNullable<SiteRule['lines']>): Phrases {
  const before = compiled.get(site)
  if (before) return before
  const table = Object.fromEntries(FORMS.map(form => [form, lines.filter(line => line.form === form).map(({ phrase }) => phrase)]))
  const file: PhraseFile = { lang: '', phrases: { site: table } }
  const origins = new Map(lines.map(({ form, phrase, origin }) => [key(form, fold(phrase)), origin]))
  const longestLabel = Math.max(0, ...lines.map(({ form, phrase }) => (form === 'label' ? fold(phrase).length : 0)))
  const made = { index: indexPhrases(file), longestLabel, origins }
  compiled.set(site, made)
  return made
}

function key(form: PhraseForm, phrase: string): string {
  return `${form}\n${phrase}`
}
