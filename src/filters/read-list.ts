/** Reads ad-block lists in EasyList syntax, as far as they say what to hide. */
import type { FilterCounts, FilterList, FilterRule } from '../model.js'
import { plainName, readSelector } from './selectors.js'

/** `a.com,~b.com##selector`; what stands between the signs tells what sort of rule it is. */
const COSMETIC = /^([^#]*?)(#@?(?:\?|\$|\$\?|%)?#|\$@?\$)(.+)$/
/** AdGuard puts conditions before the hosts. */
const CONDITION = /^\[\$[^\]]*\]/
const HEADER = /^\[[^$\]]*\]$/
/** Scripts and styles: `##+js(…)`, `##^script:has-text(…)`, `##sel:style(…)`. */
const SCRIPT = /^[+^]|:(?:style|remove-attr|remove-class)\(/
/** A style that hides, as AdGuard writes it: `#$#sel { display: none !important; }`. */
const HIDING_STYLE = /^([^{}]+?)\s*\{\s*display\s*:\s*none\s*(?:!\s*important)?\s*;?\s*\}$/
/** `##sel:remove()`: out of the page, which is what we do. */
const REMOVE = /:remove\(\)$/
const HOST = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*(?:\.\*)?$/u
/** `@@||example.com^$generichide`: a site on which the list's own rules do harm. */
const EXCUSED = /^@@\|\|([^/^*|$]+)\^?\$([\w,~-]+)$/
const NONE: readonly string[] = []

/** Never throws: what is not understood is counted. `file` is what origins call the list. */
export function readFilterList(file: string, text: string): FilterList {
  const counts = { generic: 0, specific: 0, exceptions: 0, notUnderstood: 0, scripts: 0, network: 0 }
  const rules: FilterRule[] = []
  const excused: { host: string, from: 'generic' | 'all' }[] = []
  let conditions = 0
  let line = 0
  for (const written of text.split('\n')) {
    line++
    const rule = written.trim()
    if (rule.startsWith('!#if')) conditions++
    else if (rule.startsWith('!#endif')) conditions = Math.max(0, conditions - 1)
    if (isRemark(rule)) continue
    const cosmetic = CONDITION.test(rule) ? null : COSMETIC.exec(rule)
    if (conditions > 0 || CONDITION.test(rule)) {
      counts.notUnderstood++
    } else if (cosmetic) {
      const [, hosts = '', sign = '', body = ''] = cosmetic
      const hiding = hidingOf(sign, body.trim())
      const read = hiding && readHiding(hosts, hiding, line)
      if (hiding === null) counts.scripts++
      else if (read === null) counts.notUnderstood++
      else {
        count(counts, read)
        rules.push(read)
      }
    } else {
      counts.network++
      const excuse = readExcuse(rule)
      if (excuse) excused.push(...excuse)
    }
  }
  return { file, rules, excused, counts }
}

function isRemark(rule: string): boolean {
  return rule === '' || rule.startsWith('!') || HEADER.test(rule) || /^#(?:$| |#{2,}(?:$| ))/.test(rule)
}

function count(counts: { -readonly [K in keyof FilterCounts]: number }, { action, hosts }: FilterRule): void {
  if (action === 'show') counts.exceptions++
  else if (hosts.length === 0) counts.generic++
  else counts.specific++
}

type Hiding = Pick<FilterRule, 'selector' | 'action'>

/** What a rule hides or shows again; null when it is a script or a style. */
function hidingOf(sign: string, body: string): Hiding | null {
  const action = sign.includes('@') ? 'show' : 'hide'
  const kind = sign.replaceAll(/[#@]/g, '')
  if (kind === '' || kind === '?') {
    // `#?#` says that the selector may be more than CSS; much of it is plain CSS by now.
    return SCRIPT.test(body) ? null : { selector: body.replace(REMOVE, '').replaceAll(':-abp-has(', ':has('), action }
  }
  const styled = kind === '$' || kind === '$?' ? HIDING_STYLE.exec(body)?.[1] : undefined
  return styled === undefined ? null : { selector: styled, action }
}

function readHiding(hosts: string, { selector, action }: Hiding, line: number): FilterRule | null {
  if (plainName(selector) === null && readSelector(selector) === null) return null
  const named = readHosts(hosts)
  return named && { selector, line, ...named, action }
}

function readHosts(written: string): Pick<FilterRule, 'hosts' | 'except'> | null {
  if (written === '' || written === '*') return { hosts: NONE, except: NONE }
  const hosts: string[] = []
  const except: string[] = []
  for (const one of written.split(',')) {
    const host = one.trim().toLowerCase()
    const isException = host.startsWith('~')
    const name = hostName(isException ? host.slice(1) : host)
    if (name === null) return null
    if (isException) except.push(name)
    else hosts.push(name)
  }
  return { hosts, except: except.length === 0 ? NONE : except }
}

/** As hosts come out of addresses: international names in ASCII. */
function hostName(written: string): string | null {
  if (!HOST.test(written)) return null
  const isEntity = written.endsWith('.*')
  const name = isEntity ? written.slice(0, -2) : written
  const ascii = /^[a-z\d._-]*$/.test(name) ? name : asciiOf(name)
  return ascii === null ? null : isEntity ? `${ascii}.*` : ascii
}

function asciiOf(name: string): string | null {
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : null
}

function readExcuse(rule: string): FilterList['excused'] | null {
  const [, host = '', options = ''] = EXCUSED.exec(rule) ?? []
  const name = hostName(host.toLowerCase())
  if (name === null) return null
  const words = options.split(',')
  if (words.includes('elemhide') || words.includes('ehide')) return [{ host: name, from: 'all' }]
  return words.includes('generichide') || words.includes('ghide') ? [{ host: name, from: 'generic' }] : null
}
