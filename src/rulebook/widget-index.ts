import type { Widget } from '../model.js'

/** Shortest prefix that a widget may have: shorter ones are anybody's class names. In UTF-16 code units. */
export const SHORTEST_PREFIX = 5

/**
 * Compiles widgets for look-up by one class token or id in lower case. Exact names win over prefixes, longer
 * prefixes over shorter ones, earlier widgets over later ones.
 */
export function createWidgetLookup(widgets: readonly Widget[]): (token: string) => Widget | null {
  const names = new Map<string, Widget>()
  const prefixes = new Map<string, { readonly prefix: string; readonly widget: Widget }[]>()
  for (const widget of widgets) {
    for (const name of widget.names) {
      const key = name.toLowerCase()
      if (!names.has(key)) names.set(key, widget)
    }
    for (const written of widget.prefixes) {
      const prefix = written.toLowerCase()
      const key = prefix.slice(0, SHORTEST_PREFIX)
      const group = prefixes.get(key)
      if (group) group.push({ prefix, widget })
      else prefixes.set(key, [{ prefix, widget }])
    }
  }
  for (const group of prefixes.values()) group.sort((a, b) => b.prefix.length - a.prefix.length)

  return token => {
    const named = names.get(token)
    if (named) return named
    const group = prefixes.get(token.slice(0, SHORTEST_PREFIX))
    return group?.find(({ prefix }) => token.startsWith(prefix))?.widget ?? null
  }
}
