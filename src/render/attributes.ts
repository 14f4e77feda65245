import type { Properties } from 'hast'
import type { Page, PageElement, Policies } from '../model.js'
import { linkUrl, ownFragment } from './urls.js'

/** Wider spans are no tables that people read, and make the Markdown library work quadratically. */
const WIDEST_SPAN = 20

/** Makes the output's attributes of page elements: a short list per tag; everything else is dropped. */
export class Attributes {
  private readonly targets: ReadonlySet<string>

  constructor(private readonly page: Page, private readonly policies: Policies) {
    this.targets = policies.links ? linkedFragments(page) : new Set()
  }

  /** Null when the element says nothing without the attributes it lacks: a link without a usable target. */
  of(element: PageElement): Properties | null {
    const { page } = this
    const properties: Properties = {}
    const copy = (name: string, as: string) => {
      const value = page.attr(element, name)
      if (value !== null && value !== '') properties[as] = value
    }
    switch (element.tag) {
      case 'a': {
        const href = this.policies.links ? linkUrl(page.attr(element, 'href'), page.base) : null
        if (href === null) return null
        properties['href'] = href
        copy('title', 'title')
        break
      }
      case 'abbr': case 'acronym': case 'dfn': copy('title', 'title'); break
      case 'time': copy('datetime', 'dateTime'); break
      case 'ol': {
        this.number(element, 'start', 'start', properties, 1e9)
        if (page.attr(element, 'reversed') !== null) properties['reversed'] = true
        const type = page.attr(element, 'type')
        if (type !== null && /^[aAiI]$/.test(type)) properties['type'] = type
        break
      }
      case 'li': {
        const value = Number.parseInt(page.attr(element, 'value') ?? '', 10)
        if (value >= 0 && value <= 1e9 && element.parent?.tag === 'ol') properties['value'] = String(value)
        break
      }
      case 'td': case 'th':
        this.number(element, 'colspan', 'colSpan', properties, WIDEST_SPAN)
        this.number(element, 'rowspan', 'rowSpan', properties, WIDEST_SPAN)
        copy('align', 'align')
        break
      case 'blockquote': case 'q': case 'ins': case 'del': {
        const cite = linkUrl(page.attr(element, 'cite'), page.base)
        if (cite !== null && this.policies.links) properties['cite'] = cite
        break
      }
    }
    this.direct(element, properties)
    return properties
  }

  /** What every element may have: direction, language, and the id when a link of the page leads there. */
  direct(element: PageElement, properties: Properties): void {
    const dir = this.page.attr(element, 'dir')?.toLowerCase()
    if (dir === 'rtl' || dir === 'ltr' || dir === 'auto') properties['dir'] = dir
    const lang = this.page.attr(element, 'lang')
    if (lang && /^[a-z0-9-]{2,35}$/i.test(lang)) properties['lang'] = lang
    if (this.targets.size === 0) return
    const id = this.page.attr(element, 'id') ?? (element.tag === 'a' ? this.page.attr(element, 'name') : null)
    if (id !== null && this.targets.has(id)) properties['id'] = id
  }

  private number(element: PageElement, name: string, as: string, properties: Properties, most: number): void {
    const value = Number.parseInt(this.page.attr(element, name) ?? '', 10)
    if (value > 1) properties[as] = Math.min(value, most)
  }
}

function linkedFragments(page: Page): Set<string> {
  const fragments = new Set<string>()
  for (const link of page.tagged('a')) {
    const fragment = ownFragment(page.attr(link, 'href'), page.base)
    if (fragment !== null) fragments.add(fragment)
  }
  return fragments
}
