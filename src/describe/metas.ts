import type { Page } from '../model.js'
import { oneLine } from './plain-text.js'

/** Longer names are no names. */
const LONGEST_NAME = 60
/** Values kept per name: papers have many authors. */
const MOST_VALUES = 100
const ATTRIBUTES = ['property', 'name', 'http-equiv'] as const

/** `<meta>` by name or property in lower case; the values of each in document order, never empty. */
export type Metas = ReadonlyMap<string, readonly string[]>

/** One pass over all meta elements. */
export function readMetas(page: Page): Metas {
  const metas = new Map<string, string[]>()
  for (const meta of page.tagged('meta')) {
    const content = page.attr(meta, 'content') ?? page.attr(meta, 'value')
    if (!content) continue
    const names = new Set<string>()
    for (const attribute of ATTRIBUTES) {
      const name = page.attr(meta, attribute)
      if (name && name.length <= LONGEST_NAME) names.add(name.trim().toLowerCase())
    }
    const value = names.size > 0 ? oneLine(content) : ''
    if (value !== '') for (const name of names) add(metas, name, value)
  }
  return metas
}

function add(metas: Map<string, string[]>, name: string, value: string): void {
  const values = metas.get(name)
  if (!values) metas.set(name, [value])
  else if (values.length < MOST_VALUES) values.push(value)
}
