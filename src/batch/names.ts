/** Output names: the input's path with another extension, and never the same name twice. */

export interface Names {
  /** Output path by the input's `relative`. */
  readonly nameOf: ReadonlyMap<string, string>
  /** Inputs whose output got another name than usual because two inputs wanted the same. */
  readonly changed: readonly string[]
}

/**
 * `a.html` → `a.txt`. When several inputs want one name, each of them keeps its own extension (`a.html.txt`,
 * `a.htm.txt`), and what still clashes is numbered (`a.html-2.txt`). Depends on the set of inputs and their order
 * alone. Names that differ only in case or composition clash too: many file systems cannot hold both.
 * @param extension with its dot
 */
export function planNames(relatives: readonly string[], extension: string): Names {
  const short = countBy(relatives, (relative) => clashKey(withoutExtension(relative) + extension))
  const nameOf = new Map<string, string>()
  const changed: string[] = []
  const taken = new Set<string>()
  const take = (relative: string, name: string): void => {
    taken.add(clashKey(name))
    nameOf.set(relative, name)
  }

  const clashing: string[] = []
  for (const relative of relatives) {
    const usual = withoutExtension(relative) + extension
    if ((short.get(clashKey(usual)) ?? 0) > 1) clashing.push(relative)
    else take(relative, usual)
  }
  for (const relative of clashing) {
    take(relative, firstFree(relative, extension, taken))
    changed.push(relative)
  }
  return { nameOf, changed }
}

function firstFree(relative: string, extension: string, taken: ReadonlySet<string>): string {
  let name = relative + extension
  for (let number = 2; taken.has(clashKey(name)); number++) name = `${relative}-${number}${extension}`
  return name
}

/** A leading dot belongs to the name. */
function withoutExtension(relative: string): string {
  const name = relative.lastIndexOf('/') + 1
  const dot = relative.lastIndexOf('.')
  return dot > name ? relative.slice(0, dot) : relative
}

function clashKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function countBy(items: readonly string[], keyOf: (item: string) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
