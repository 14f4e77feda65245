import type { Block, BlockRule, Knowledge } from '../../model.js'
import { proseMap, type ProseMap } from '../../measure/blocks.js'
import { hasDate } from '../../measure/dates.js'
import { sayingOf } from '../../measure/said-lines.js'
import { endsSentence } from '../../measure/text.js'

const BYLINE = 140
/** Blocks above the first paragraph among which a byline stands. */
const REACH = 6
const SEPARATED = /\s[/|·•–—-]\s/u
/** A few capitalised words, as names are. */
const NAME = /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,4}\p{Lu}[\p{L}.'’-]*$/u
/** In scripts without capitals: two to four words behind a label. Alone they may be a place, or what is shown there. */
const CASELESS_NAME = /^[\p{Lo}\p{M}]{1,14}:\s*[\p{Lo}\p{M}]+(?:\s[\p{Lo}\p{M}]+){1,3}$/u

/** One to three words, then capitalised ones. */
const SIGNED = /^(\p{L}+(?:\s\p{Ll}+){0,2}?)\s(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}\p{Lu}[\p{L}.'’-]*$/u

/** Keeps: a sentence that names an author, speakers of an interview, a signature inside a letter. */
export default {
  id: 'author-box',
  kind: 'byline',
  removes: 'Bylines, dates under the headline, author boxes',
  *find(blocks, know) {
    const map = proseMap(blocks)
    const says = sayingOf(blocks.items, know)
    for (const target of blocks.items) {
      if (target.text.length > BYLINE || target.kind === 'heading' && !map.inTail(target)) continue
      const isNear = isNearHead(map, target)
      if (!isNear && !map.inTail(target)) continue
      const said = says(target, 'byline')
      if (said && isByline(target, said.form)) yield { target, why: `says "${said.phrase}"` }
      else if (isSigned(target.text, know)) yield { target, why: 'a name behind the word for "by"' }
      else if (isNear && isDeskLine(target)) yield { target, why: 'names and a date above the text' }
    }
  },
} satisfies BlockRule

function isNearHead(map: ProseMap, block: Block): boolean {
  return map.inHead(block) && map.first - block.index <= REACH
}

/** Between the names of a byline, and what follows them: "By Ana Ruiz and Jo Lind, Staff Writers". */
const AND = /,\s+|\s+(?:and|&|und|et|y|e|och|og|en)\s+/iu

/** "By Ana Ruiz", "Reporting by A. Lind; Editing by B. Moss": a label of bylines, then nothing but names. */
function isSigned(text: string, know: Knowledge): boolean {
  const parts = /[;|]/.test(text) ? text.split(/\s*[;|]\s*/) : [text]
  return parts.every(part => {
    const [first = '', ...others] = part.trim().split(AND)
    const signed = SIGNED.exec(first)
    return signed?.[1] !== undefined && know.says('byline', `${signed[1]}: x`, 'label') !== null && others.every(name => NAME.test(name))
  })
}

function isByline(block: Block, form: string): boolean {
  return form === 'line' || form === 'label' || !endsSentence(block.text)
}

/** "Desk / Name / 4 March 2026": names and a date with bars between. */
function isDeskLine({ text, prose }: Block): boolean {
  return !prose && SEPARATED.test(text) && hasDate(text) && text.split(SEPARATED).some(part => NAME.test(part.trim()) || CASELESS_NAME.test(part.trim()))
}
