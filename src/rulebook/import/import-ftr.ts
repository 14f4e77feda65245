import { hostFault } from '../host-check.js'
import { isXPath } from '../../measure/xpath/parse.js'
import { Draft, type Value } from './ftr-draft.js'
import { type Carried, type Leaving, carriedName, reasonFor } from './ftr-directives.js'
import { type FtrLine, readFtrLines } from './ftr-lines.js'
import { writeRule } from './ftr-yaml.js'
import { attributeTest, classTest, idTest } from './xpath/css-text.js'
import { type Read, type Selected, type ValueSteps, removalsOf, selectorOf, valueOf } from './xpath/to-rule.js'

/** A line that is not in the rule, or is there as a comment only. */
export interface LeftLine {
  /** 1-based. */
  readonly line: number
  readonly text: string
  readonly leaving: Leaving
  readonly reason: string
}

export interface FtrReport {
  readonly file: string
  /** Directives that are in the rule. */
  readonly carried: number
  readonly left: readonly LeftLine[]
}

export interface FtrImport {
  /** The rule file, or null when nothing of it can be carried over. */
  readonly yaml: string | null
  /** The name that it should have, without folder; null as above. */
  readonly name: string | null
  /** In words, why there is no rule; null when there is one. */
  readonly refused: string | null
  readonly report: FtrReport
}

export interface FtrOptions {
  /** Last day on which the config was seen to work, YYYY-MM-DD; null when nobody knows. */
  readonly verified: string | null
}

/**
 * Makes a site rule of one Full-Text RSS site config. Touches no disk and never throws: what is not carried over is in the
 * report, line by line. `file` is the config's name, which says the host: `example.com.txt`, `.example.com.txt`.
 */
export function importFtr(file: string, text: string, { verified }: FtrOptions): FtrImport {
  const translation = new Translation(readFtrLines(text))
  const { draft, carried, left } = translation
  const report: FtrReport = { file, carried, left }
  const host = hostOf(file)
  const fault = host === null ? null : hostFault(host)
  const refused = host === null ? 'its name is no host name' : fault ? `${host}: ${fault.message}` : draft.isEmpty ? 'nothing in it can be carried over' : null
  if (refused !== null || host === null) return { yaml: null, name: null, refused, report }
  const yaml = writeRule(draft, { hosts: [host], source: `Full-Text RSS site config ${nameOf(file)}`, verified })
  return { yaml, name: `${host.startsWith('*.') ? `${host.slice(2)}.wildcard` : host}.yaml`, refused: null, report }
}

function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/s, '')
}

/** `.example.com.txt` is for sub-domains. `www.` belongs to the host itself, in our files as in browsers. */
export function hostOf(file: string): string | null {
  const name = nameOf(file).toLowerCase().replace(/\.txt$/, '')
  const host = name.startsWith('.') ? `*${name}` : name.replace(/^www\.(?=[^.]+\.)/, '')
  return /^(?:\*\.)?[^.*\s]+(?:\.[^.*\s]+)+$/.test(host) ? host : null
}

type LinkName = 'next' | 'single_page'

/** One file on its way from lines to a draft. */
class Translation {
  readonly draft = new Draft()
  readonly left: LeftLine[] = []
  carried = 0
  private comments: string[] = []
  /** The link directive that a condition below it belongs to. */
  private lastLink: { readonly name: LinkName, readonly index: number, readonly xpath: string } | null = null
  private readonly finds: { readonly text: string, readonly line: FtrLine, readonly comments: readonly string[] }[] = []
  private readonly replacements: { readonly text: string, readonly line: FtrLine }[] = []

  constructor(lines: readonly FtrLine[]) {
    for (const line of lines) this.read(line)
    this.pairReplacements()
    this.draft.notes.push(...this.comments)
  }

  private read(line: FtrLine): void {
    if (line.is === 'comment') this.comments.push(line.value)
    if (line.is === 'stray') this.leave(line, 'unknown', 'not a directive')
    if (line.is !== 'directive') return
    const name = carriedName(line.name)
    if (name === null) {
      const [leaving, reason] = reasonFor(line.name)
      if (leaving === 'comment') this.draft.notes.push(line.text.trim())
      this.leave(line, leaving, reason)
    } else if (line.value === '' && name !== 'replace_string') {
      this.leave(line, 'invalid', 'nothing stands behind the colon')
    } else {
      this.carry(name, line)
    }
  }

  private leave({ line, text }: FtrLine, leaving: Leaving, reason: string): void {
    this.left.push({ line, text: text.trim(), leaving, reason })
  }

  private takeComments(): readonly string[] {
    const taken = this.comments
    this.comments = []
    return taken
  }

  /** Uses what was read, or tells why not. */
  private use<T>(line: FtrLine, read: Read<T>, put: (value: T, comments: readonly string[]) => void): void {
    if (!read.ok) {
      this.leave(line, read.reason.startsWith('it matches nothing') ? 'matches nothing' : 'invalid', read.reason)
      return
    }
    put(read.value, this.takeComments())
    this.carried++
  }

  private carry(name: Carried, line: FtrLine): void {
    const { draft } = this
    const { value } = line
    switch (name) {
      case 'body':
        this.use(line, selectorOf(value), (select, comments) => { draft.add(draft.content, { value: select, comments }, 'content') })
        break
      case 'strip':
        this.use(line, removalsOf(value), (entries, comments) => { for (const [at, entry] of entries.entries()) draft.strip(entry, at === 0 ? comments : []) })
        break
      case 'strip_id_or_class':
        this.use(line, nameTest(value), (css, comments) => { draft.strip(css, comments) })
        break
      case 'strip_image_src':
        this.use(line, ok(`img${attributeTest('src', '*=', unquoted(value))}`), (css, comments) => { draft.strip(css, comments) })
        break
      case 'title':
      case 'author':
      case 'date':
        this.use(line, valueOf(value, name === 'author'), (steps, comments) => {
          const list = draft.metadata.get(name) ?? []
          draft.metadata.set(name, list)
          draft.add(list, { value: short(steps), comments }, name)
        })
        break
      case 'next_page_link':
      case 'single_page_link':
        this.link(name === 'next_page_link' ? 'next' : 'single_page', line)
        break
      case 'if_page_contains':
        this.condition(line)
        break
      case 'strip_attr':
      case 'post_strip_attr':
        this.use(line, attributesOf(value), (entries, comments) => { for (const [at, one] of entries.entries()) draft.dropAttribute(one, at === 0 ? comments : []) })
        break
      case 'src_lazy_load_attr':
        this.use(line, attributeName(value), (from, comments) => {
          draft.add(draft.attributes, { value: { select: `img[${from}]`, name: 'src', from: [from] }, comments }, 'attributes')
        })
        break
      case 'dissolve':
        this.use(line, selectorOf(value), (select, comments) => { draft.add(draft.unwrap, { value: select, comments }, 'unwrap') })
        break
      case 'wrap_in':
        this.use(line, wrapped(line), ({ select, to }, comments) => { draft.add(draft.rename, { value: { select, to }, comments }, 'rename') })
        break
      case 'move_into':
        this.use(line, this.moved(line), (move, comments) => { draft.add(draft.move, { value: move, comments }, 'move') })
        break
      case 'find_string':
        this.finds.push({ text: value, line, comments: this.takeComments() })
        break
      case 'replace_string':
        if (line.argument !== null) this.finds.push({ text: line.argument, line, comments: this.takeComments() })
        this.replacements.push({ text: value, line })
    }
  }

  private link(name: LinkName, line: FtrLine): void {
    this.use(line, valueOf(line.value, false), (steps, comments) => {
      const list = this.draft.links.get(name) ?? []
      this.draft.links.set(name, list)
      // Elements stand for where they lead.
      list.push({ value: linkOf(steps), comments })
      this.lastLink = { name, index: list.length - 1, xpath: line.value }
    })
  }

  /** Only the page on which something is: said inside the selector. */
  private condition(line: FtrLine): void {
    const link = this.lastLink
    const list = link && this.draft.links.get(link.name)
    const before = link && list?.[link.index]
    if (!link || !list || !before) {
      this.leave(line, 'invalid', 'there is no link directive above it')
      return
    }
    this.use(line, selectorOf(line.value), condition => {
      const value = typeof before.value === 'string' ? { select: before.value } : before.value
      list[link.index] = { ...before, value: { ...value, select: conditional(value.select ?? '', condition, link.xpath, line.value) } }
    })
  }

  private moved(line: FtrLine): Read<{ readonly select: string, readonly into: string }> {
    const select = selectorOf(line.value)
    if (!select.ok) return select
    const { argument } = line
    const [body] = this.draft.content
    const into = argument === 'body' && body ? ok(body.value) : argument?.startsWith('/') ? selectorOf(argument) : null
    if (into === null) return { ok: false, reason: 'where to is not said in a way that is understood' }
    return into.ok ? ok({ select: select.value, into: into.value }) : into
  }

  /** The first text to find belongs to the first replacement, and so on; when their numbers differ, none is certain. */
  private pairReplacements(): void {
    const { finds, replacements, draft } = this
    if (finds.length !== replacements.length) {
      const reason = `${finds.length} texts to find, ${replacements.length} replacements`
      for (const line of new Set([...finds, ...replacements].map(one => one.line))) this.leave(line, 'invalid', reason)
      return
    }
    for (const [at, { text, line, comments }] of finds.entries()) {
      if (text === '') {
        this.leave(line, 'invalid', 'nothing to find')
        continue
      }
      draft.add(draft.replace, { value: { find: text, with: replacements[at]?.text ?? '', in: 'html' }, comments }, 'replace')
      this.carried += line === replacements[at]?.line ? 1 : 2
    }
  }
}

function ok<T>(value: T): Read<T> {
  return { ok: true, value }
}

function unquoted(value: string): string {
  return value.replace(/["']/g, '').trim()
}

/** Whole tokens, as the readers of the format do today; once it was any part, and `ad` took headings. */
function nameTest(written: string): Read<string> {
  const value = unquoted(written)
  if (value === '') return { ok: false, reason: 'no name' }
  if (/\s/.test(value)) return ok(`${attributeTest('class', '*=', value)}, ${idTest(value)}`)
  return ok(`${classTest(value)}, ${idTest(value)}`)
}

function attributesOf(xpath: string): Read<readonly Selected[]> {
  const read = removalsOf(xpath)
  if (!read.ok) return read
  const found = read.value.filter(one => typeof one === 'object' && 'attribute' in one)
  return found.length === read.value.length ? ok(found) : { ok: false, reason: 'it does not end in an attribute' }
}

function attributeName(value: string): Read<string> {
  const name = unquoted(value).toLowerCase()
  return /^[a-z][a-z0-9_.:-]*$/.test(name) ? ok(name) : { ok: false, reason: 'not the name of an attribute' }
}

const NEW_NAMES: ReadonlySet<string> = new Set(['p', 'div', 'h2', 'h3', 'h4', 'blockquote', 'figure', 'figcaption', 'pre', 'code', 'section', 'aside'])

/** There is no wrapping; the element gets the name instead of a wrapper. */
function wrapped({ argument, value }: FtrLine): Read<{ readonly select: string, readonly to: string }> {
  const to = unquoted(argument ?? '').toLowerCase()
  if (!NEW_NAMES.has(to)) return { ok: false, reason: `elements cannot become ${to === '' ? 'nothing' : to}` }
  const select = selectorOf(value)
  return select.ok ? ok({ select: select.value, to }) : select
}

function short(steps: ValueSteps): Value {
  const { select } = steps
  return typeof select === 'string' && Object.keys(steps).length === 1 ? select : steps
}

function linkOf(steps: ValueSteps): Value {
  return steps.select !== undefined && steps.attr === undefined ? { ...steps, attr: 'href' } : steps
}

function conditional(select: string, condition: string, xpath: string, conditionXPath: string): string {
  if (isXPath(select) || isXPath(condition)) return `(${xpath.replace(/\/+@[\w-]+\s*$/, '')})[${conditionXPath}]`
  return `html:has(${condition}) :is(${select})`
}
