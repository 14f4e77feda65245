import type { DomDocument, DomElement } from '../model.js'

/** What an index was made from: answers what the index does not hold itself. Elements by their order in it. */
export interface Tree {
  readonly document: DomDocument
  node(order: number): DomElement
  /** Null when the element has no such attribute. */
  attr(order: number, name: string): string | null
  /** Names of its attributes, lower case; the same one may come twice. */
  names(order: number): readonly string[]
}

/** The attributes of the element that is being opened. */
export interface Attributes {
  readonly none: boolean
  get(name: string): string | null
}
