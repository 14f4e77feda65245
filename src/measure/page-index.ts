import type { Page, PageElement, Run, Source, Trail } from '../model.js'
import { IndexedPage } from './indexed-page.js'
import { PageIndexer } from './page-indexer.js'
import type { Tree } from './tree.js'

/** Facts about the page that are not measured here. */
export interface PageFacts {
  readonly source: Source
  readonly base: (page: Pick<Page, 'tagged' | 'attr'>) => string | null
  readonly language: (html: string | null, text: () => string) => Pick<Page, 'lang' | 'langFrom'>
  readonly trail: Trail
}

/** A tree that can tell its document, as often as it is asked. */
export interface TellingTree extends Tree {
  tell(indexer: PageIndexer): void
}

/** Every measurement that rules need, made in one go through the document. Time and memory are linear in its size. */
export function indexTree(tree: TellingTree, facts: PageFacts): Page {
  let made = new PageIndexer(tree, false)
  tree.tell(made)
  if (made.collector.textTotal < SHELL && made.fallbackLength > made.collector.textTotal) {
    // A page whose text is all in <noscript> shows it to readers without a script, and shows the same with one.
    made = new PageIndexer(tree, true)
    tree.tell(made)
  }
  const { collector, elements, byTag } = made
  const text = collector.chunks.join('')
  const tagged = (tag: string): readonly PageElement[] => byTag.get(tag) ?? []
  const attr = (element: PageElement, name: string): string | null => tree.attr(element.order, name)
  const html = tagged('html')[0]
  const { lang, langFrom } = facts.language(
    html ? (attr(html, 'lang') ?? attr(html, 'xml:lang')) : null,
    () => proseSample(text, collector.runs),
  )
  const body = bodyOf(tagged('body'), html ?? elements[0] ?? null)
  return new IndexedPage(
    facts.source, tree, facts.base({ tagged, attr }), elements, body, text, collector.pieces, collector.runs,
    made.jsonLd, made.title, lang, langFrom, facts.trail, byTag, made.names, collector.runTexts,
  )
}

/** Visible text below which a page with more in its fallbacks is the shell of an application. Code units. */
const SHELL = 500

/** The body; the root when stray tags have put most of the text outside of it. */
function bodyOf(bodies: readonly PageElement[], root: PageElement | null): PageElement | null {
  const body = bodies[0]
  return body && root && body.textLength * 2 >= root.textLength ? body : root
}

/** Text for language detection: prose when there is any, at most 3,000 characters. */
function proseSample(text: string, runs: readonly Run[]): string {
  let sample = ''
  for (const run of runs) {
    if (run.prose) sample += text.slice(run.from, run.to) + '\n'
    if (sample.length > 3000) break
  }
  return sample.length > 200 ? sample : text.slice(0, 3000)
}
