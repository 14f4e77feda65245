import type { ElementRule } from '../../model.js'
import { isBare, named, shortRuns, wrapperOf } from '../../measure/elements.js'

const NAMES = ['print', 'printer', 'readingtime', 'readtime', 'bookmark', 'bookmarks', 'tools', 'articletools', 'actions', 'fontsize', 'textsize', 'listen', 'audioplayer', 'player', 'tts', 'copylink', 'permalink', 'views', 'viewcount', 'edit', 'editsection', 'jumptorecipe']
const LABELS = 120

/** Keeps: a list of tools in an article, print editions in prose. */
export default {
  id: 'reader-tools',
  kind: 'tools',
  removes: 'Print, save and listen buttons, reading time, text size, view counts',
  *find({ page }, know) {
    for (const { target, word } of named(page, NAMES, element => isBare(element, LABELS) && element.headings === 0)) {
      if (target.tag === 'a' && target.parent?.prose) continue
      yield { target, why: `named "${word}"` }
    }
    for (const run of shortRuns(page, 60)) {
      const said = know.says('tools', page.textOf(run), 'line', 'label')
      const target = wrapperOf(run.owner)
      if (said && isBare(target, LABELS)) yield { target, why: `says "${said.phrase}"` }
    }
    for (const target of page.tagged('button')) {
      if (target.textLength <= LABELS && target.prose === 0) yield { target, why: 'a button' }
    }
  },
} satisfies ElementRule
