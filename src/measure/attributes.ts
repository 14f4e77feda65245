import type { DomElement } from '../model.js'

export type AttributeReader = (node: DomElement, name: string) => string | null

/** Through the attribute's node: linkedom's getAttribute puts a class together from its tokens each time. */
export const readAttribute: AttributeReader = (node, name) => node.getAttributeNode(name)?.value ?? null

/** linkedom keeps the case of attribute names; documents that others parsed with it have `ID` and `Class`. */
export const readAnyCase: AttributeReader = (node, name) =>
  readAttribute(node, name) ?? readAttribute(node, name.toUpperCase())
