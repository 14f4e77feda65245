import type { ElementRule } from '../../model.js'
import { isBare, named, shortRuns } from '../../measure/elements.js'

const NAMES = ['icon', 'icons', 'spinner', 'loading', 'loader', 'placeholder', 'tooltip', 'skeleton', 'sronly', 'screenreader']
const LABEL = 60

/** Keeps: words that describe an icon in prose, a key with icons and meanings. */
export default {
  id: 'widget-debris',
  kind: 'debris',
  removes: 'Leftovers of widgets: icon names, loading texts, notes about JavaScript',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isBare(element, LABEL))) {
      if (!target.parent?.prose) yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 200)) {
      const said = know.says('debris', page.textOf(run))
      if (said && run.owner.runs === 1 && run.owner.headings === 0) yield { target: run.owner, why: `says "${said.phrase}"` }
    }
  },
} satisfies ElementRule
