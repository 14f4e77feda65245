// Which removals took gold text, judged by their excerpts.
import { tokenize } from './score.mjs'

/**
 * @typedef {{ stage: string, rule: string, kind: string, why: string, where: string, line: number, length: number,
 *   excerpt: string }} LedgerEntry the parts of a `Removal` (src/model.ts) that are used here
 * @typedef {{ gold: string, output: string }} Texts both folded
 */

/** Shorter excerpts occur anywhere by chance and are not judged. */
const JUDGED_FROM = 25
/** A full excerpt may end inside a word. */
const EXCERPT_LENGTH = 160

/** Words alone, with a space at both ends, so that whole words are found. @param {string} text @returns {string} */
export function foldWords(text) {
  return ` ${tokenize(text).join(' ')} `
}

/**
 * `loss`: the excerpt stands in the gold text and nowhere in the output · `fine`: it does not stand in the gold text,
 * or a copy of it was kept · `short`: not judged.
 * @param {LedgerEntry} removal @param {Texts} texts @returns {'loss' | 'fine' | 'short'}
 */
export function judgeRemoval(removal, texts) {
  if (removal.excerpt.length < JUDGED_FROM) return 'short'
  const words = tokenize(removal.excerpt)
  if (removal.length > removal.excerpt.length || removal.excerpt.length >= EXCERPT_LENGTH) words.pop()
  if (words.length === 0) return 'short'
  const needle = ` ${words.join(' ')} `
  return texts.gold.includes(needle) && !texts.output.includes(needle) ? 'loss' : 'fine'
}

/** Tokens that a removal took: those of the excerpt, scaled up to the whole length. @param {LedgerEntry} removal */
export function removedTokens(removal) {
  const shown = tokenize(removal.excerpt).length
  const share = removal.excerpt.length === 0 ? 1 : Math.max(1, removal.length / removal.excerpt.length)
  return Math.round(shown * share)
}

/**
 * @typedef {{ rule: string, stage: string, removals: number, tokens: number, goldRemovals: number, goldTokens: number,
 *   shortRemovals: number, pages: Set<string>, losses: { id: string, entry: LedgerEntry }[] }} RuleStats
 */

export class RuleTable {
  /** @type {Map<string, RuleStats>} */
  #rules = new Map()

  /** @param {string} id of the page @param {readonly LedgerEntry[]} removals @param {Texts} texts */
  add(id, removals, texts) {
    for (const removal of removals) {
      const stats = this.#of(removal)
      const tokens = removedTokens(removal)
      stats.removals++
      stats.pages.add(id)
      const judgement = judgeRemoval(removal, texts)
      if (judgement === 'short') stats.shortRemovals++
      else stats.tokens += tokens
      if (judgement !== 'loss') continue
      stats.goldRemovals++
      stats.goldTokens += tokens
      stats.losses.push({ id, entry: removal })
    }
  }

  /** Those that cost most gold first. @returns {RuleStats[]} */
  sorted() {
    return [...this.#rules.values()].sort((a, b) => b.goldTokens - a.goldTokens || b.tokens - a.tokens)
  }

  /** @param {LedgerEntry} removal @returns {RuleStats} */
  #of(removal) {
    const key = `${removal.stage} ${removal.rule}`
    const known = this.#rules.get(key)
    if (known) return known
    const stats = {
      rule: removal.rule, stage: removal.stage, removals: 0, tokens: 0, goldRemovals: 0, goldTokens: 0,
      shortRemovals: 0, pages: new Set(), losses: [],
    }
    this.#rules.set(key, stats)
    return stats
  }
}
