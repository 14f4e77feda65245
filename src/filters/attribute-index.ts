import type { Page, PageElement } from '../model.js'
import { Prefixes } from './prefixes.js'
import type { Key } from './selectors.js'
import { Substrings } from './substrings.js'

type AttributeKey = Extract<Key, { readonly by: 'attribute' }>

/** Items that ask for one attribute: by its whole value, by its beginning, or in another way. */
interface ByValue<T> {
  readonly whole: Map<string, T[]>
  readonly starts: Prefixes<T>
  readonly parts: Substrings<T>
}

/** Items by an attribute that an element must have: `[title="Share"]`, `a[href^="https://ads."]`, `[class*="promo"]`. */
export class AttributeIndex<T> {
  private readonly names = new Map<string, ByValue<T>>()

  add({ name, test, value }: AttributeKey, item: T): void {
    let values = this.names.get(name)
    if (!values) this.names.set(name, (values = { whole: new Map(), starts: new Prefixes(), parts: new Substrings() }))
    if (test === 'start') {
      values.starts.add(value, item)
    } else if (test === 'whole') {
      const group = values.whole.get(value)
      if (group) group.push(item)
      else values.whole.set(value, [item])
    } else {
      values.parts.add(value, item)
    }
  }

  /** Hands on each element of the page with each item that asks for its attribute and for such a value. */
  candidates(page: Page, found: (element: PageElement, item: T) => void): void {
    for (const [name, values] of this.names) {
      // Pages repeat few values often.
      const known = new Map<string, readonly T[]>()
      for (const element of page.attributed(name)) {
        const value = page.attr(element, name) ?? ''
        let items = known.get(value)
        if (!items) known.set(value, (items = itemsFor(values, value)))
        for (const item of items) found(element, item)
      }
    }
  }
}

function itemsFor<T>({ whole, starts, parts }: ByValue<T>, value: string): readonly T[] {
  const items = [...whole.get(value) ?? []]
  starts.find(value, item => items.push(item))
  parts.find(value, item => items.push(item))
  return items
}
