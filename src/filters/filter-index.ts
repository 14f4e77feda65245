/** Ad-block lists made ready: each page looks up the names that it has, so that 50,000 rules cost what a few dozen do. */
import type { FilterList, FilterRule, Page, PageElement } from '../model.js'
import { hasToken, matchesSelector } from '../measure/match-selector.js'
import { holdsOn, namesOf } from './hosts.js'
import { AttributeIndex } from './attribute-index.js'
import { type Key, type Target, plainName, readSelector, targetsOf } from './selectors.js'

/** A rule that points at an element of a page. */
export interface FilterHit {
  readonly target: PageElement
  readonly rule: FilterRule
  readonly file: string
}

export interface FilterIndex {
  /** What the lists hide on a page of this host (lower case, or null when unknown), in no particular order. */
  hits(page: Page, host: string | null): readonly FilterHit[]
}

/** One rule of one list, with one alternative of its selector. Plain names are read when an element has them. */
interface Entry {
  readonly rule: FilterRule
  readonly file: string
  /** Null for a plain `.name` or `#name`. */
  readonly target: Target | null
}

export function createFilterIndex(lists: readonly FilterList[]): FilterIndex {
  const generic = new GenericRules()
  const byHost = new Map<string, Entry[]>()
  const exceptions = new Map<string, FilterRule[]>()
  for (const { file, rules } of lists) {
    for (const rule of rules) {
      if (rule.action === 'show') add(exceptions, rule.selector, rule)
      else if (rule.hosts.length === 0) for (const entry of entriesOf(rule, file)) generic.add(entry)
      else for (const host of rule.hosts) add(byHost, host, { rule, file, target: null })
    }
  }

  function specific(page: Page, hosts: ReadonlySet<string>, found: Found): void {
    for (const host of hosts) {
      for (const { rule, file } of byHost.get(host) ?? []) {
        for (const entry of entriesOf(rule, file)) {
          for (const element of elementsAt(page, keyOf(entry))) if (isShown(element)) found(element, entry)
        }
      }
    }
  }

  return {
    hits(page, host) {
      const hosts = new Set(host === null ? [] : namesOf(host))
      const excuse = excuseFor(lists, hosts)
      const hits: FilterHit[] = []
      const found: Found = (target, entry) => {
        const { rule, file } = entry
        if (!holdsOn(hosts, rule.hosts, rule.except) || !matches(page, target, entry)) return
        if (exceptions.get(rule.selector)?.some(exception => holdsOn(hosts, exception.hosts, exception.except))) return
        hits.push({ target, rule, file })
      }
      if (excuse === null) generic.candidates(page, found)
      if (excuse !== 'all') specific(page, hosts, found)
      return hits
    },
  }
}

/** Takes an element that a rule may point at. */
type Found = (element: PageElement, entry: Entry) => void

/** The rules for every site, by what an element must have to be worth a look. */
class GenericRules {
  private readonly names = new Names()
  private readonly attributes = new AttributeIndex<Entry>()
  private readonly tags = new Map<string, Entry[]>()
  private readonly everything: Entry[] = []

  add(entry: Entry): void {
    const key = keyOf(entry)
    if (key.by === 'token') this.names.add(key.token, entry)
    else if (key.by === 'attribute') this.attributes.add(key, entry)
    else if (key.by === 'tag') add(this.tags, key.tag, entry)
    else this.everything.push(entry)
  }

  candidates(page: Page, found: Found): void {
    for (const token of page.tokens()) {
      const entries = this.names.get(token)
      if (entries.length > 0) tryAll(page.tokened(token), entries, found)
    }
    const gates = new Map<string, boolean>()
    const open = ({ target }: Entry) => target === null || target.gate === null || isOnPage(target.gate, page, gates)
    for (const [tag, entries] of this.tags) {
      const elements = page.tagged(tag)
      if (elements.length > 0) tryAll(elements, entries.filter(open), found)
    }
    this.attributes.candidates(page, (element, entry) => {
      if (isShown(element) && open(entry)) found(element, entry)
    })
    tryAll(page.elements, this.everything.filter(open), found)
  }
}

/** Thousands of elements ask for the same few. */
function isOnPage(token: string, page: Page, known: Map<string, boolean>): boolean {
  let is = known.get(token)
  if (is === undefined) known.set(token, (is = page.tokened(token).length > 0))
  return is
}

function tryAll(elements: readonly PageElement[], entries: readonly Entry[], found: Found): void {
  if (entries.length === 0) return
  for (const element of elements) if (isShown(element)) for (const entry of entries) found(element, entry)
}

/** Plain names by the tens of thousands: most names have one rule, which then needs no list around it. */
class Names {
  private readonly entries = new Map<string, Entry | Entry[]>()

  add(token: string, entry: Entry): void {
    const before = this.entries.get(token)
    if (before === undefined) this.entries.set(token, entry)
    else if (Array.isArray(before)) before.push(entry)
    else this.entries.set(token, [before, entry])
  }

  get(token: string): readonly Entry[] {
    const found = this.entries.get(token)
    return found === undefined ? NONE : Array.isArray(found) ? found : [found]
  }
}

const NONE: readonly Entry[] = []

function entriesOf(rule: FilterRule, file: string): Entry[] {
  if (plainName(rule.selector) !== null) return [{ rule, file, target: null }]
  return targetsOf(readSelector(rule.selector) ?? []).map(target => ({ rule, file, target }))
}

function keyOf({ rule, target }: Entry): Key {
  return target?.key ?? { by: 'token', token: (plainName(rule.selector) ?? '').toLowerCase() }
}

function elementsAt(page: Page, key: Key): readonly PageElement[] {
  switch (key.by) {
    case 'token': return page.tokened(key.token)
    case 'attribute': return page.attributed(key.name)
    case 'tag': return page.tagged(key.tag)
    case 'nothing': return page.elements
  }
}

/** What shows neither text nor picture need not be hidden. */
function isShown({ textLength, images, tag }: PageElement): boolean {
  return textLength > 0 || images > 0 || tag === 'img'
}

function matches(page: Page, element: PageElement, { rule, target }: Entry): boolean {
  if (target !== null) return matchesSelector(page, element, target.selector)
  const name = rule.selector.slice(1)
  return rule.selector.startsWith('#')
    ? page.attr(element, 'id') === name
    : hasToken(page.attr(element, 'class') ?? '', name)
}

function excuseFor(lists: readonly FilterList[], hosts: ReadonlySet<string>): 'generic' | 'all' | null {
  let excuse: 'generic' | 'all' | null = null
  if (hosts.size === 0) return null
  for (const { excused } of lists) {
    for (const { host, from } of excused) {
      if (!hosts.has(host)) continue
      if (from === 'all') return 'all'
      excuse = 'generic'
    }
  }
  return excuse
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key)
  if (group) group.push(item)
  else groups.set(key, [item])
}
