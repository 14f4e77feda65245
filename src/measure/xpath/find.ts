import type { DomDocument, DomElement } from '../../model.js'
import { elementsByXPath } from './evaluate.js'
import { parseXPath } from './parse.js'
import { XPathTree } from './tree.js'

/** Answers XPath selectors about one document, whose tree is made once. The answer throws XPathError like the parser and the evaluation. */
export function xpathFinder(document: DomDocument): (selector: string) => DomElement[] {
  const tree = new XPathTree(document)
  return selector => elementsByXPath(parseXPath(selector), tree).flatMap(({ element }) => (element ? [element] : []))
}
