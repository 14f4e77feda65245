import type { ElementRule } from '../../model.js'
import { closest, named } from '../../measure/elements.js'

const NAMES = ['caption', 'captions', 'figcaption', 'imagecaption', 'photocaption', 'mediacaption', 'credit', 'credits', 'photocredit', 'imagecredit', 'attribution']
/** Longer texts under a picture are told stories, not captions. */
const CAPTION = 600

/** Keeps: the caption of a table or of a code listing, film credits in prose, a figure made of text. */
export default {
  id: 'caption',
  kind: 'caption',
  removes: 'Image captions and photo credits',
  *find({ page }) {
    for (const target of page.tagged('figcaption')) {
      const figure = target.parent ? closest(target.parent, 'figure') : null
      if (figure && page.elements.slice(figure.order, figure.end).some(inside => inside.tag === 'pre' || inside.tag === 'table' || inside.tag === 'blockquote')) continue
      if (target.textLength <= CAPTION) yield { target, why: 'a figcaption' }
    }
    for (const { target, word } of named(page, NAMES, element => element.textLength <= CAPTION && element.tag !== 'caption')) {
      if (target.headings > 0 || closest(target, 'table', 'video')) continue
      yield { target, why: `named "${word}"` }
    }
  },
} satisfies ElementRule
