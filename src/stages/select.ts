import type { Block, Blocks, ContentSelector, Problem } from '../model.js'
import type { Model } from '../classify/models.js'
import { linkShare } from '../measure/blocks.js'
import { chooseByModel } from '../select/block-model.js'
import { chosenBecause, outside } from '../select/choice-ledger.js'
import { withKept } from '../select/kept.js'
import { orStated } from '../select/stated.js'
import { siteSelector } from '../select/site.js'

/** Less prose than this share of what was there means that the choice is doubted and everything is looked at again. */
const DOUBTED_SHARE = 0.12
/** A choice with this much text is believed whatever else the page holds. Code units. */
const ENOUGH = 600
/** Less text without any prose is no content at all. Code units. */
const SCRAP = 60

/** The ways of choosing content, in the order in which they are asked. */
export interface Choosers {
  /** The caller's own selectors. */
  readonly own: readonly ContentSelector[]
  /** The block model, read when first asked for; null without one. */
  readonly model: () => Model | null
  /** What is asked where the model finds nothing. */
  readonly builtIn: readonly ContentSelector[]
  /** Kept blocks get the reasons of the model, for `explain`. */
  readonly explained: boolean
}

/**
 * Chooses the article's blocks: a site rule's content, else the caller's selectors, else the block model, else the first
 * built-in selector that finds something believable, else every block of the page that reads like prose with what stands
 * between. Where the page shows clearly less than its JSON-LD states, that is taken. Never an exception.
 */
export function select(blocks: Blocks, choosers: Choosers): Blocks {
  return blocks.source.type === 'text' ? blocks : orStated(choose(blocks, choosers))
}

function choose(blocks: Blocks, { own, model, builtIn, explained }: Choosers): Blocks {
  const problems: Problem[] = []
  const { site } = blocks.knowledge
  const generic = (noted: Problem[], told: boolean): Blocks => climb(blocks, own, noted) ?? judge(blocks, model, told, noted)
    ?? climb(blocks, [...builtIn, proseBlocks, unlinkedBlocks], noted) ?? nothing(blocks, noted)
  const commanded = site ? climb(blocks, [siteSelector(site, problems, () => chosenIn(blocks, generic([], false)))], problems) : null
  return commanded ?? generic(problems, explained)
}

function nothing(blocks: Blocks, problems: readonly Problem[]): Blocks {
  const selection = { strategy: 'none', confidence: 0, why: 'no block reads like prose' }
  return keepChosen(blocks, blocks.items.map(() => false), selection, problems)
}

/** Which blocks are left in a choice, by where they begin. */
function chosenIn({ items }: Blocks, choice: Blocks): readonly boolean[] {
  const starts = new Set(choice.items.map(({ parts }) => parts[0]?.from))
  return items.map(({ parts }) => starts.has(parts[0]?.from))
}

/** The first choice that is believed. */
function climb(blocks: Blocks, ladder: readonly ContentSelector[], problems: Problem[]): Blocks | null {
  for (const selector of ladder) {
    const choice = attempt(selector, blocks, problems)
    if (!choice) continue
    if (selector.id !== 'site' && selector.id !== 'fallback' && isDoubtful(blocks, choice.chosen)) continue
    const selection = { strategy: selector.id, confidence: choice.confidence, why: choice.why }
    return keepChosen(blocks, withKept(blocks, blocks.items, choice.chosen), selection, problems)
  }
  return null
}

function judge(blocks: Blocks, model: Choosers['model'], explained: boolean, problems: Problem[]): Blocks | null {
  try {
    const read = model()
    const chosen = read && chooseByModel(blocks, read, explained)
    return chosen && { ...chosen, trail: { ...chosen.trail, problems: [...chosen.trail.problems, ...problems] } }
  } catch (error) {
    problems.push({ code: 'stage-failed', stage: 'select', rule: 'block-model', detail: String(error).slice(0, 200) })
    return null
  }
}

function attempt(selector: ContentSelector, blocks: Blocks, problems: Problem[]): ReturnType<ContentSelector['select']> {
  try {
    const choice = selector.select(blocks)
    if (choice) checkChoice(choice, blocks)
    return choice
  } catch (error) {
    problems.push({ code: 'stage-failed', stage: 'select', rule: selector.id, detail: String(error).slice(0, 200) })
    return null
  }
}

/** Selectors of callers may have no types. */
function checkChoice({ chosen, confidence, why }: Partial<NonNullable<ReturnType<ContentSelector['select']>>>, { items }: Blocks): void {
  const wrong = !Array.isArray(chosen) || chosen.length !== items.length ? `a chosen for each of ${items.length} blocks`
    : typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1) ? 'a confidence from 0 to 1'
      : typeof why !== 'string' ? 'a text as why' : null
  if (wrong !== null) throw new TypeError(`Expected select to return { chosen, confidence, why } with ${wrong}, or null`)
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

function isContentLike(block: Block): boolean {
  return block.prose || block.kind === 'code'
}

function keepChosen(blocks: Blocks, chosen: readonly boolean[], selection: Blocks['selection'], problems: readonly Problem[]): Blocks {
  const items = blocks.items.filter(block => chosen[block.index]).map((block, index) => ({ ...block, index }))
  const removals = outside(blocks, blocks.items, chosen, selection.strategy, chosenBecause(selection))
  const trail = {
    removals: [...blocks.trail.removals, ...removals],
    problems: [...blocks.trail.problems, ...problems],
  }
  return { ...blocks, items, suspects: [], selection, trail }
}
