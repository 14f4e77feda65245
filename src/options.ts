/** What a cleaner can be told, and the look at it before anything is bound. */
import type {
  BlockRule, ContentSelector, ElementRule, Favor, Format, Kind, Policies, Rulebook, SiteStatistics,
} from './model.js'
import { A_FUNCTION, A_LIST, A_TEXT, AN_OBJECT, type Check, checkKeys, nearOf, shown, TEXTS, YES_OR_NO } from './misuse.js'
import type { ExtraStages } from './pipeline.js'
import { KINDS } from './rulebook/kinds.js'

export interface CleanerOptions {
  /** Formats to make beside text. Default: none. */
  readonly formats?: readonly Format[] | undefined
  readonly policies?: { readonly [P in keyof Policies]?: Policies[P] | undefined } | undefined
  /** Rule ids to switch off; or the only ones to run. An unknown id throws UnknownRuleError. */
  readonly off?: readonly string[] | undefined
  readonly only?: readonly string[] | undefined
  /** Which way to err in doubt; default `balance`. Today it moves the line model of texts. */
  readonly favor?: Favor | undefined
  /** Kinds of boilerplate to leave in the document. */
  readonly keep?: readonly Kind[] | undefined
  /** Own rules, beside the built-in ones. */
  readonly rules?: { readonly element?: readonly ElementRule[] | undefined; readonly block?: readonly BlockRule[] | undefined } | undefined
  /** Own ways of choosing the content, asked before the built-in one. */
  readonly selectors?: readonly ContentSelector[] | undefined
  /** Which lines recur on the documents' sites (see createStatisticsCollector): the rule repeated-on-site removes them. */
  readonly siteStatistics?: SiteStatistics | undefined
  /** Own stages, each right behind the built-in stage of its name. */
  readonly stages?: ExtraStages | undefined
  /** Milliseconds, for `Cleaned.timings`; the core has no clock of its own. */
  readonly clock?: (() => number) | undefined
}

/** Read from a file, mostly: of another version, cut, or of another program. */
const STATISTICS: Check = {
  expected: 'statistics as createStatisticsCollector makes them (version 1)',
  fits: given => {
    const { version, hosts } = (given ?? {}) as Readonly<Record<string, unknown>>
    return version === 1 && AN_OBJECT.fits(hosts) && Object.values(hosts as object).every(areCounts)
  },
}

function areCounts(host: unknown): boolean {
  const { documents, prints, counts } = (host ?? {}) as Readonly<Record<string, unknown>>
  return typeof documents === 'number' && Array.isArray(prints) && Array.isArray(counts) && prints.length === counts.length
}

const OPTIONS: Readonly<Record<keyof CleanerOptions, Check>> = {
  formats: A_LIST, policies: AN_OBJECT, off: TEXTS, only: TEXTS, favor: A_TEXT, keep: A_LIST, rules: AN_OBJECT, selectors: A_LIST,
  siteStatistics: STATISTICS, stages: AN_OBJECT, clock: A_FUNCTION,
}
const POLICIES: Readonly<Record<keyof Policies, Check>> = {
  title: YES_OR_NO, captions: YES_OR_NO, links: YES_OR_NO, images: YES_OR_NO, tables: YES_OR_NO, normalize: YES_OR_NO, comments: YES_OR_NO,
}
const STAGES: Readonly<Record<keyof ExtraStages, Check>> = {
  describe: A_FUNCTION, prune: A_FUNCTION, segment: A_FUNCTION, select: A_FUNCTION, refine: A_FUNCTION,
}
const OWN_RULES = { element: A_LIST, block: A_LIST }

const FAVORS: readonly Favor[] = ['recall', 'balance', 'precision']
const FORMATS: readonly Format[] = ['text', 'markdown', 'html']

/** @throws TypeError for what would be ignored in silence, or fail on some document */
export function refuseMisuse(rulebook: Rulebook, options: CleanerOptions): void {
  if (!isRulebook(rulebook)) throw new TypeError(`Expected a rulebook, as loadRulebook() resolves to; got ${shown(rulebook)}`)
  checkKeys('option', 'options', options, OPTIONS)
  const { formats = [], keep = [], favor = 'balance', policies = {}, stages = {}, rules = {}, selectors = [] } = options
  checkKeys('policy', 'policies', policies, POLICIES)
  checkKeys('stage', 'stages', stages, STAGES)
  checkKeys('type of own rules', 'rules', rules, OWN_RULES)
  if (!FAVORS.includes(favor)) throw new TypeError(`Expected favor to be ${FAVORS.join(', ')}; got ${favor as string}`)
  for (const format of formats) {
    if (!FORMATS.includes(format)) throw new TypeError(`Expected a format of ${FORMATS.join(', ')}; got ${format as string}`)
  }
  for (const kind of keep) {
    if (!KINDS.includes(kind)) throw new TypeError(`Expected a kind of ${KINDS.join(', ')}; got ${kind as string}`)
  }
  for (const rule of [...rules.element ?? [], ...rules.block ?? []]) refuseRule(rule)
  for (const selector of selectors) refuseNameless('selector', selector, 'select')
}

function isRulebook(given: unknown): boolean {
  return typeof given === 'object' && given !== null && ['phrases', 'widgets', 'sites'].every(key => Array.isArray((given as Record<string, unknown>)[key]))
}

function refuseRule(rule: ElementRule | BlockRule): void {
  refuseNameless('rule', rule, 'find')
  const { id, budget } = rule
  const kind: unknown = rule.kind
  if (!KINDS.some(known => known === kind)) throw new TypeError(`Unknown kind ${shown(kind)} of the rule "${id}"${nearOf(String(kind), KINDS)}`)
  if (budget !== undefined && !(budget >= 0 && budget <= 1)) throw new TypeError(`Expected the budget of the rule "${id}" to be a share from 0 to 1; got ${shown(budget)}`)
}

function refuseNameless(what: 'rule' | 'selector', given: unknown, does: 'find' | 'select'): void {
  const { id, [does]: work } = (given ?? {}) as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || id === '') throw new TypeError(`Expected each own ${what} to have an id; got ${given === Object(given) ? shown(id) : shown(given)}`)
  if (typeof work !== 'function') throw new TypeError(`Expected the own ${what} "${id}" to have a function ${does}; got ${shown(work)}`)
}
