import type { ElementRule, Page, PageElement } from '../../model.js'
import { fillsHeading, isTableEntry } from '../../measure/author-text.js'
import { closest, isBare, linkDensity, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading, isInline } from '../../measure/tags.js'

const NAMES = ['icon', 'icons', 'spinner', 'loading', 'loader', 'placeholder', 'tooltip', 'skeleton', 'sronly', 'screenreader']
/** What stands for pictures that come later: it may already hold them. */
const WAITING = new Set(['spinner', 'loading', 'loader', 'placeholder', 'skeleton'])
const LABEL = 60
/** What an icon font shows as a picture (`keyboard_arrow_down`), or signs without a word. */
const GLYPH = /^(?:[a-z0-9_]{1,40}|[^\p{L}\p{N}]{1,8})$/u

/** Data that a script was meant to read: an object of JSON with a quoted name first. */
const DATA = /^\{\s*"[\w@$.:-]{1,60}"\s*:[\s\S]*\}$/u
const LEAST_DATA = 40

/** Keeps: data shown as code, words that describe an icon in prose, a key with icons and meanings, pictures, the heading of a section. */
export default {
  id: 'widget-debris',
  kind: 'debris',
  removes: 'Leftovers of widgets: icon names, loading texts, notes about JavaScript, shortcodes, data for scripts',
  *find({ page }, know) {
    for (const { target, word, name } of named(page, NAMES, element => isBare(element, LABEL))) {
      if (amidProse(target, word) || headsSection(target) || isTableEntry(target)) continue
      if (isLeftover(page, target, word)) yield { target, why: `named "${name}"` }
    }
    for (const target of machineData(page)) yield { target, why: 'data for a script, not shown as code' }
    for (const { run, said } of runsSaying(page, know, 'debris', 200)) {
      if (run.owner.runs !== 1 || run.owner.headings > 0 || isTableEntry(run.owner)) continue
      if (said.form === 'line' && isHeading(run.owner.tag)) continue
      yield { target: run.owner, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule

function* machineData(page: Page): Iterable<PageElement> {
  for (const run of page.runs) {
    if (run.to - run.from < LEAST_DATA || run.owner.runs !== 1) continue
    const text = page.textOf(run).trim()
    // Whoever breaks its lines shows it to readers.
    if (text.startsWith('{') && !text.includes('\n') && DATA.test(text) && !closest(run.owner, 'pre', 'code', 'samp', 'textarea', 'td')) yield run.owner
  }
}

/** Beside prose only a box that waits for content is surely none: any other name may be that of the author's own words. */
function amidProse({ tag, parent }: PageElement, word: string): boolean {
  return (parent?.prose ?? 0) > 0 && (isInline(tag) || !WAITING.has(word))
}

function isLeftover(page: Page, target: PageElement, word: string): boolean {
  if (WAITING.has(word)) return target.images === 0
  if (word === 'tooltip') return !isInline(target.tag) || isAlone(target)
  if (word !== 'icon' && word !== 'icons') return true
  // `icon-list-item`, `icon-box-title`: page builders name texts so that stand beside an icon.
  if (target.words.includes('button')) return true
  const text = page.textOf(target).trim()
  if (text === '' || target.parent?.tag === 'a' || target.parent?.tag === 'button') return text === '' || GLYPH.test(text)
  return GLYPH.test(text) && (/\p{L}/u.test(text) || isAlone(target)) && target.tag !== 'li'
}

function isAlone(target: PageElement): boolean {
  return target.parent?.textLength === target.textLength
}

/** Only heard by some, but it names what follows; not above a list of links. */
function headsSection(target: PageElement): boolean {
  if (!fillsHeading(target)) return false
  const around = isHeading(target.tag) ? target.parent : target.parent?.parent
  return around ? around.textLength > target.textLength && linkDensity(around) < 0.5 : true
}
