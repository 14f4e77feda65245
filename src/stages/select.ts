import type { Block, Blocks, ContentSelector, Problem, Removal } from '../model.js'
import { pathOf } from '../engine/mark-elements.js'
import { sumByElement } from '../measure/block-sums.js'
import { linkShare } from '../measure/blocks.js'
import { excerpt, hashText } from '../measure/text.js'
import { siteSelector } from '../select/site.js'

/** Less prose than this share of what was there means that the choice is doubted and everything is looked at again. */
const DOUBTED_SHARE = 0.12
/** A choice with this much text is believed whatever else the page holds. Code units. */
const ENOUGH = 600
/** Less text without any prose is no content at all. Code units. */
const SCRAP = 60

/**
 * Chooses the article's blocks: a site rule's content, else the first selector that finds something believable,
 * else every block of the page that reads like prose with what stands between. Never an exception.
 */
export function select(blocks: Blocks, selectors: readonly ContentSelector[]): Blocks {
  if (blocks.source.type === 'text') return blocks
  const problems: Problem[] = []
  const { site } = blocks.knowledge
  const ladder = site ? [siteSelector(site, problems), ...selectors] : selectors
  for (const selector of [...ladder, proseBlocks, unlinkedBlocks]) {
    const choice = attempt(selector, blocks, problems)
    if (!choice) continue
    if (selector.id !== 'site' && selector.id !== 'fallback' && isDoubtful(blocks, choice.chosen)) continue
    const selection = { strategy: selector.id, confidence: choice.confidence, why: choice.why }
    return keepChosen(blocks, withKept(blocks, choice.chosen), selection, problems)
  }
  const selection = { strategy: 'none', confidence: 0, why: 'no block reads like prose' }
  return keepChosen(blocks, blocks.items.map(() => false), selection, problems)
}

function attempt(selector: ContentSelector, blocks: Blocks, problems: Problem[]): ReturnType<ContentSelector['select']> {
  try {
    return selector.select(blocks)
  } catch (error) {
    problems.push({ code: 'stage-failed', stage: 'select', rule: selector.id, detail: String(error).slice(0, 200) })
    return null
  }
}

function isDoubtful(blocks: Blocks, chosen: readonly boolean[]): boolean {
  let all = 0
  let taken = 0
  let text = 0
  for (const block of blocks.items) {
    if (block.prose) all += block.text.length
    if (!chosen[block.index]) continue
    text += block.text.length
    if (block.prose) taken += block.text.length
  }
  if (taken === 0 && text < SCRAP) return true
  return text < ENOUGH && taken < all * DOUBTED_SHARE
}

/** The last rung: from the first to the last block of prose. */
const proseBlocks: ContentSelector = {
  id: 'fallback',
  select({ items }) {
    const first = items.findIndex(isContentLike)
    if (first < 0) return null
    const last = items.findLastIndex(isContentLike)
    const withHeading = first > 0 && items[first - 1]?.kind === 'heading' ? first - 1 : first
    return {
      chosen: items.map((_, index) => index >= withHeading && index <= last),
      confidence: 0.3,
      why: 'no container stood out: everything from the first to the last block of prose',
    }
  },
}

/** Below the last rung: a page of a line or two, none of them prose. Links alone are no content. */
const unlinkedBlocks: ContentSelector = {
  id: 'fallback',
  select({ items }) {
    const chosen = items.map(block => linkShare(block) < 0.5)
    return chosen.includes(true) ? { chosen, confidence: 0.15, why: 'no prose: everything that is not a link' } : null
  },
}

/** What a site rule keeps stays in the article, wherever a choice would have cut it out of the middle. */
function withKept({ source, items }: Blocks, chosen: readonly boolean[]): readonly boolean[] {
  if (source.type !== 'page' || !source.page.knowledge.site) return chosen
  const { kept } = source.page
  const first = chosen.indexOf(true)
  const last = chosen.lastIndexOf(true)
  return chosen.map((is, index) => is || (index > first && index < last && kept[items[index]?.element?.order ?? -1] === 1))
}

function isContentLike(block: Block): boolean {
  return block.prose || block.kind === 'code'
}

function keepChosen(blocks: Blocks, chosen: readonly boolean[], selection: Blocks['selection'], problems: readonly Problem[]): Blocks {
  const items = blocks.items.filter(block => chosen[block.index]).map((block, index) => ({ ...block, index }))
  const removals = outside(blocks, chosen, selection)
  const trail = {
    removals: [...blocks.trail.removals, ...removals],
    problems: [...blocks.trail.problems, ...problems],
  }
  return { ...blocks, items, selection, trail }
}

/** One ledger entry per outermost element without a chosen block. */
function outside(blocks: Blocks, chosen: readonly boolean[], { strategy, why }: Blocks['selection']): Removal[] {
  if (blocks.source.type !== 'page') return []
  const { page } = blocks.source.page
  const chosenIn = sumByElement(page, blocks.items, block => (chosen[block.index] ? 1 : 0))
  const removals: Removal[] = []
  let behind = -1
  for (const block of blocks.items) {
    let at = block.element
    if (!at || chosen[block.index] || at.order < behind) continue
    const mixed = chosenIn(at) > 0
    if (!mixed) {
      while (at.parent && at.parent.tag !== 'body' && chosenIn(at.parent) === 0) at = at.parent
      behind = at.end
    }
    const range = mixed ? { from: block.parts[0]?.from ?? 0, to: block.parts.at(-1)?.to ?? 0 } : { from: at.from, to: at.to }
    const text = mixed ? block.text : blocks.text.slice(range.from, range.to)
    removals.push({
      stage: 'select', rule: strategy, kind: 'outside', origin: { type: 'module', name: strategy }, why: `outside: ${why}`,
      where: pathOf(at), line: 0, ...range, length: text.length, excerpt: excerpt(text), hash: hashText(text),
    })
  }
  return removals
}
