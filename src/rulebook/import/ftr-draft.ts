import type { Removal, Selected, ValueSteps } from './xpath/to-rule.js'

/** A part of the rule with the comments that stood before its line. */
export interface Item<T> {
  readonly value: T
  readonly comments: readonly string[]
}

export type Value = string | ValueSteps

/** A site rule in the making: lists in the order of the original's lines. */
export class Draft {
  readonly content: Item<string>[] = []
  readonly remove: Item<Removal>[] = []
  readonly unwrap: Item<string>[] = []
  readonly rename: Item<{ readonly select: string, readonly to: string }>[] = []
  readonly move: Item<{ readonly select: string, readonly into: string }>[] = []
  readonly attributes: Item<Readonly<Record<string, unknown>>>[] = []
  readonly replace: Item<{ readonly find: string, readonly with: string, readonly in: 'html' }>[] = []
  readonly metadata = new Map<'title' | 'author' | 'date', Item<Value>[]>()
  readonly links = new Map<'next' | 'single_page', Item<Value>[]>()
  /** The original's lines that stay as comments only. */
  readonly notes: string[] = []
  private readonly seen = new Set<string>()

  /** What stands there already, word for word, is not put there again. */
  add<T>(list: Item<T>[], item: Item<T>, place: string): void {
    const key = `${place} ${JSON.stringify(item.value)}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    list.push(item)
  }

  strip(value: Removal | Selected, comments: readonly string[]): void {
    if (typeof value === 'object' && 'attribute' in value) this.dropAttribute(value, comments)
    else this.add(this.remove, { value, comments }, 'remove')
  }

  dropAttribute({ select, attribute }: Selected, comments: readonly string[]): void {
    this.add(this.attributes, { value: { select, name: attribute, drop: true }, comments }, 'attributes')
  }

  get isEmpty(): boolean {
    const lists = [this.content, this.remove, this.unwrap, this.rename, this.move, this.attributes, this.replace, ...this.metadata.values(), ...this.links.values()]
    return lists.every(list => list.length === 0)
  }
}
