import { listings } from '../measure/boxed-code.js'
import type { Page, PageElement } from '../model.js'

/** Which list, table and code an element stands in. */
export interface Place {
  /** The outermost list around it within its table cell. */
  readonly list: PageElement | null
  readonly item: PageElement | null
  readonly table: PageElement | null
  readonly row: PageElement | null
  readonly cell: PageElement | null
  readonly pre: PageElement | null
}

const NOWHERE: Place = { list: null, item: null, table: null, row: null, cell: null, pre: null }

/** Answers where elements stand; each element is looked at once, however deep the page. */
export class Places {
  private readonly known = new Map<PageElement, Place>()
  private readonly listings: ReadonlySet<PageElement>

  constructor(page: Page | null) {
    this.listings = page ? listings(page) : new Set()
  }

  of(element: PageElement): Place {
    return inherit(element, null, this.known, NOWHERE, (at, above) => (this.listings.has(at) ? { ...above, pre: above.pre ?? at } : derive(at, above)))
  }
}

/**
 * A property that an element derives from its parent's, without recursion and each element once.
 * `top`: the element above which nothing is looked at; `outside`: the property of what is above it.
 */
export function inherit<T>(
  element: PageElement, top: PageElement | null, known: Map<PageElement, T>, outside: T,
  derived: (element: PageElement, above: T) => T,
): T {
  const path: PageElement[] = []
  let at: PageElement | null = element
  while (at && !known.has(at)) {
    path.push(at)
    at = at === top ? null : at.parent
  }
  let value = (at ? known.get(at) : undefined) ?? outside
  for (let next = path.pop(); next; next = path.pop()) {
    value = derived(next, value)
    known.set(next, value)
  }
  return value
}

function derive(element: PageElement, above: Place): Place {
  switch (element.tag) {
    case 'ul': case 'ol': case 'menu': case 'dir': case 'dl':
      return { ...above, list: above.list ?? element, item: above.item }
    case 'li': case 'dt': case 'dd':
      return { ...above, item: element }
    case 'table':
      return { ...above, table: element, row: null, cell: null }
    case 'tr':
      return { ...above, row: element, cell: null }
    case 'td': case 'th':
      return { ...above, cell: element, list: null, item: null }
    case 'pre': case 'listing': case 'xmp':
      return { ...above, pre: above.pre ?? element }
    default:
      return above
  }
}
