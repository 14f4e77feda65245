import type { DomElement, Page, PageElement, Problem, SiteSelector, StageName } from '../model.js'
import { xpathFinder } from './xpath/find.js'
import { isXPath } from './xpath/parse.js'

export type FindElements = (selector: SiteSelector) => readonly PageElement[]

/** Elements by CSS selector; a selector that the DOM refuses is a problem, not an exception. */
export function elementFinder(page: Page, stage: StageName, problems: Problem[]): FindElements {
  let byNode: Map<unknown, PageElement> | null = null
  let xpath: ((selector: string) => DomElement[]) | null = null
  return ({ selector }) => {
    byNode ??= new Map(page.elements.map(element => [element.node, element]))
    const found: PageElement[] = []
    try {
      for (const node of isXPath(selector) ? (xpath ??= xpathFinder(page.document))(selector) : page.document.querySelectorAll(selector)) {
        const element = byNode.get(node)
        if (element) found.push(element)
      }
    } catch (error) {
      problems.push({ code: 'selector-failed', stage, rule: selector, detail: String(error).slice(0, 200) })
    }
    return found
  }
}
