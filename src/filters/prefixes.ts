/** Strings with items, asked which of them another string begins with. */
export class Prefixes<T> {
  private readonly items = new Map<string, T[]>()
  /** Made at the first question. */
  private sorted: { readonly prefixes: readonly string[]; readonly shorter: Int32Array } | null = null

  add(prefix: string, item: T): void {
    const group = this.items.get(prefix)
    if (group) group.push(item)
    else this.items.set(prefix, [item])
    this.sorted = null
  }

  /** Hands every item whose prefix `text` begins with to `found`. Time: logarithmic in the number of prefixes. */
  find(text: string, found: (item: T) => void): void {
    const { prefixes, shorter } = (this.sorted ??= sort([...this.items.keys()]))
    // All prefixes of a text are prefixes of its predecessor in the order, too.
    for (let at = predecessor(prefixes, text); at !== -1; at = shorter[at] ?? -1) {
      const prefix = prefixes[at] ?? ''
      if (text.startsWith(prefix)) for (const item of this.items.get(prefix) ?? []) found(item)
    }
  }
}

/** Sorted, with the place of the longest other one that each begins with (-1: none). */
function sort(prefixes: string[]) {
  prefixes.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const shorter = new Int32Array(prefixes.length)
  const open: number[] = []
  prefixes.forEach((prefix, at) => {
    while (open.length > 0 && !prefix.startsWith(prefixes[open.at(-1) ?? 0] ?? '')) open.pop()
    shorter[at] = open.at(-1) ?? -1
    open.push(at)
  })
  return { prefixes, shorter }
}

/** Place of the last string that is not behind `text` in the order; -1 when there is none. */
function predecessor(sorted: readonly string[], text: string): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((sorted[middle] ?? '') <= text) from = middle + 1
    else to = middle
  }
  return from - 1
}
