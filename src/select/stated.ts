import type { Blocks } from '../model.js'
import { readLines } from '../measure/lines.js'
import { excerpt, hashText } from '../measure/text.js'

/** Its name in the ledger and in `Selection.strategy`. */
const JSON_LD = 'json-ld'

/** The page shows less than this share of the text that it states. */
const SHOWN_SHARE = 0.4
const CONFIDENCE = 0.5

/**
 * The text that the page's JSON-LD states, as a text of its own, where the page itself shows clearly less of it; else the choice
 * as it is. What the page shows goes into the ledger as one entry.
 * @param chosen what was chosen of the page
 */
export function orStated(chosen: Blocks): Blocks {
  const { source } = chosen
  const stated = source.type === 'page' ? source.page.stated : null
  if (source.type !== 'page' || !stated || chosen.selection.strategy === 'site') return chosen
  const shown = chosen.items.reduce((sum, block) => sum + block.text.length, 0)
  if (shown >= stated.text.length * SHOWN_SHARE) return chosen
  const { page, metadata } = source.page
  const items = readLines(stated.text)
  const why = `the page shows ${shown} characters, its JSON-LD ${stated.property} has ${stated.text.length}`
  return {
    ...chosen, text: stated.text, items, suspects: [], metadata,
    source: { type: 'text', decoded: { source: page.source, text: stated.text, encoding: 'utf-8', encodingFrom: 'string', trail: chosen.trail } },
    inputProse: items.reduce((sum, block) => sum + (block.prose ? block.text.length : 0), 0),
    selection: { ...chosen.selection, strategy: JSON_LD, confidence: CONFIDENCE, expected: CONFIDENCE, why },
    trail: {
      removals: [{
        stage: 'select', rule: JSON_LD, kind: 'outside', origin: { type: 'module', name: JSON_LD }, why, where: 'body', line: 0, from: 0, to: 0,
        length: page.text.length, excerpt: excerpt(page.text), hash: hashText(page.text),
      }],
      problems: chosen.trail.problems,
    },
  }
}
