import type { DomElement, Page, PageElement, Problem, SiteSelector, StageName } from '../model.js'
import { simpleSelector } from './simple-selector.js'
import { xpathFinder } from './xpath/find.js'
import { isXPath } from './xpath/parse.js'

export type FindElements = (selector: Pick<SiteSelector, 'selector'>) => readonly PageElement[]

/**
 * Elements by CSS selector, in document order; most selectors need no more than the page's index. One that the DOM
 * refuses is a problem, not an exception.
 */
export function elementFinder(page: Page, stage: StageName, problems: Problem[]): FindElements {
  let byNode: Map<unknown, PageElement> | null = null
  let xpath: ((selector: string) => DomElement[]) | null = null
  return ({ selector }) => {
    const found: PageElement[] = []
    try {
      const isPath = isXPath(selector)
      const simple = isPath ? null : simpleSelector(selector)
      if (simple) return simple.find(page)
      byNode ??= new Map(page.elements.map(element => [element.node, element]))
      for (const node of isPath ? (xpath ??= xpathFinder(page.document))(selector) : page.document.querySelectorAll(selector)) {
        const element = byNode.get(node)
        if (element) found.push(element)
      }
    } catch (error) {
      problems.push({ code: 'selector-failed', stage, rule: selector, detail: String(error).slice(0, 200) })
    }
    return found
  }
}
