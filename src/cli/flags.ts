/** The flags that commands share. Values are checked here, so that every complaint is one clear sentence. */
import type { InferredOptionTypes, Options } from 'yargs'
import type { DocumentKind } from '../batch/job.js'
import type { Favor, Format, Kind, Policies } from '../model.js'
import { isKind, KINDS } from '../report/kinds.js'
import { suggestion, UsageError } from './usage.js'
import { demand, DOCUMENT_FORM, FAVOR, FAVORS, FORMAT, FORMAT_WORDS, LANG } from './values.js'

const RULES_GROUP = 'Rules:'
const INPUT_GROUP = 'Input:'
const BODY_GROUP = 'What belongs to the body:'

export const RULE_FLAGS = {
  rules: {
    type: 'string', array: true, requiresArg: true, group: RULES_GROUP,
    describe: 'Rule file or folder of your own (may be given again)',
  },
  sites: { type: 'boolean', default: true, group: RULES_GROUP, describe: 'Use the built-in site rules (--no-sites: only those of --rules)' },
  'filter-list': {
    type: 'string', array: true, requiresArg: true, group: RULES_GROUP,
    describe: 'Ad-block list of your own, as FILE.txt in EasyList syntax (may be given again)',
  },
  'user-rules': {
    type: 'boolean', default: true, group: RULES_GROUP,
    describe: 'Read ~/.config/cleancopy/rules and ./cleancopy (--no-user-rules: neither)',
  },
  off: { type: 'string', array: true, requiresArg: true, group: RULES_GROUP, describe: 'Rules to switch off: ID,ID…' },
  only: { type: 'string', array: true, requiresArg: true, group: RULES_GROUP, describe: 'Use no rules but these: ID,ID…' },
  keep: {
    type: 'string', array: true, requiresArg: true, group: RULES_GROUP,
    describe: 'Kinds that stay: KIND,KIND… (see: cleancopy rules list)',
  },
  favor: {
    type: 'string', requiresArg: true, group: RULES_GROUP,
    describe: 'Which way to err in doubt: recall keeps more, precision removes more (else balance)',
  },
} as const satisfies Record<string, Options>

export const CONFIG_FLAG = {
  config: {
    type: 'string', requiresArg: true, group: 'Run:',
    describe: 'Config file; else cleancopy.config.yaml or .json of this folder (--no-config: none)',
  },
} as const satisfies Record<string, Options>

export const INPUT_FLAGS = {
  as: {
    type: 'string', requiresArg: true, group: INPUT_GROUP,
    describe: 'Treat every input as: html, text, markdown (else by name, or by its first characters)',
  },
  url: { type: 'string', requiresArg: true, group: INPUT_GROUP, describe: 'Where the page was saved from' },
  lang: { type: 'string', requiresArg: true, group: INPUT_GROUP, describe: 'Language of the documents, as in de or pt-BR' },
} as const satisfies Record<string, Options>

export const POLICY_FLAGS = {
  title: { type: 'boolean', default: false, group: BODY_GROUP, describe: 'Put the title first' },
  captions: { type: 'boolean', default: false, group: BODY_GROUP, describe: 'Image captions and credits: keep or drop' },
  links: { type: 'boolean', default: true, group: BODY_GROUP, describe: 'Link targets (the words of links always stay)' },
  images: { type: 'boolean', default: true, group: BODY_GROUP, describe: 'Images in Markdown and HTML' },
  tables: { type: 'boolean', default: true, group: BODY_GROUP, describe: 'Tables' },
  normalize: {
    type: 'boolean', default: false, group: BODY_GROUP,
    describe: 'Plain spaces and line breaks, entities read, no invisible characters, NFC (text output)',
  },
} as const satisfies Record<string, Options>

export type RuleFlags = InferredOptionTypes<typeof RULE_FLAGS>
export type InputFlags = InferredOptionTypes<typeof INPUT_FLAGS>
export type PolicyFlags = InferredOptionTypes<typeof POLICY_FLAGS>
/** `explain` shows lines as they stand. */
export type ExplainPolicyFlags = Omit<PolicyFlags, 'normalize'> & { readonly normalize?: boolean }

/** Which body formats to make; `json` says that everything goes out as JSON. */
export interface Output {
  readonly file: Format | 'json'
  readonly formats: readonly Format[]
}

const KIND_OF_WORD: ReadonlyMap<string, DocumentKind> = new Map([['html', 'html'], ['text', 'text'], ['markdown', 'text']])

/** `a,b` and repeated flags alike. */
export function words(given: readonly string[] | undefined): string[] {
  return (given ?? []).flatMap((one) => one.split(',')).map((word) => word.trim()).filter((word) => word !== '')
}

export function kindOf({ as }: { readonly as: string | undefined }): DocumentKind | null {
  return as === undefined ? null : KIND_OF_WORD.get(demand(DOCUMENT_FORM, '--as', as)) ?? null
}

export function favorOf({ favor }: { readonly favor: string | undefined }): Favor {
  return FAVORS.find((one) => one === favor) ?? (favor === undefined ? 'balance' : demand(FAVOR, '--favor', favor) as Favor)
}

export function kindsOf(keep: readonly string[] | undefined): Kind[] {
  return words(keep).map((word) => {
    if (isKind(word)) return word
    throw new UsageError(`--keep knows no kind "${word}"${suggestion(word, KINDS) || `; it knows ${KINDS.join(', ')}`}`)
  })
}

export function urlOf({ url }: { readonly url: string | undefined }): string | null {
  if (url === undefined) return null
  if (URL.canParse(url) && /^https?:/i.test(url)) return new URL(url).href
  throw new UsageError(`--url is a full address that begins with http:// or https://; not "${url}"`)
}

export function langOf({ lang }: { readonly lang: string | undefined }): string | null {
  return lang === undefined ? null : demand(LANG, '--lang', lang)
}

export function outputOf(format: readonly string[] | undefined, fallback: Format | 'json'): Output {
  const chosen = words(format).map(formatOf)
  if (chosen.length === 0) return { file: fallback, formats: fallback === 'json' ? ['text'] : [fallback] }
  const bodies = [...new Set(chosen.filter((one) => one !== 'json'))]
  if (chosen.includes('json')) return { file: 'json', formats: bodies.length === 0 ? ['text'] : bodies }
  const [first = 'text', second] = bodies
  if (second === undefined) return { file: first, formats: bodies }
  throw new UsageError(`-f ${bodies.join(',')}: a file holds one format; add json to get several in one record`)
}

export function policiesOf({ title, captions, links, images, tables, normalize = false }: ExplainPolicyFlags): Omit<Policies, 'comments'> {
  return { title, captions, links, images, tables, normalize }
}

/** A flag that takes one value may stand once. */
export function refuseRepeated(values: Readonly<Record<string, unknown>>, lists: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Array.isArray(value) || lists.has(name)) continue
    throw new UsageError(`${name.length === 1 ? '-' : '--'}${name} may be given once`)
  }
}

/** Flags and arguments that name places; by their longest spelling. */
const PLACES = ['out', 'failed', 'ledger', 'report', 'site-state', 'config', 'from', 'rules', 'filter-list'] as const
const ARGUMENTS = ['inputs', 'input', 'paths', 'pages', '--'] as const

/** An empty name is a variable that nobody set (`-o "$OUT"`), and as a path it would mean the folder one is in. */
export function refuseEmpty(values: Readonly<Record<string, unknown>>, given: readonly string[]): void {
  const isEmpty = (name: string): boolean => [values[name]].flat().includes('')
  const place = PLACES.find(isEmpty)
  if (place !== undefined) throw new UsageError(`${place === 'out' && given.includes('-o') ? '-o' : `--${place}`} is empty: is a variable not set?`)
  if (ARGUMENTS.some(isEmpty)) throw new UsageError('a name among the inputs is empty: is a variable not set?')
}

function formatOf(word: string): Format | 'json' {
  return FORMAT_WORDS.find((one) => one === word) ?? demand(FORMAT, '-f', word) as Format
}
