/** `cleancopy rules show`: the rule of a host, with where each part of it is written. */
import { partsOf, rulesForSite, type SiteRule } from '../index.js'
import type { Origin } from '../model.js'
import { printable } from '../report/printable.js'
import { openRulebook } from './cleaning.js'
import { print, tell } from './output.js'
import type { ShowFlags } from './rules.js'
import { UsageError } from './usage.js'

/** @returns the exit code: 1 when no rule names the host */
export async function showRule(flags: ShowFlags): Promise<number> {
  const { host, path } = placeOf(flags.host ?? '')
  const [first, ...others] = rulesForSite(await openRulebook(flags), host, path)
  if (!first) {
    tell(`cleancopy: no rule names ${host}${path === null ? '' : path}`)
    return 1
  }
  await print(flags.json ? `${JSON.stringify([first, ...others], null, 2)}\n` : asText(first, others))
  return 0
}

/** A host, or an address with its path. */
function placeOf(given: string): { readonly host: string, readonly path: string | null } {
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) {
    const { hostname, pathname } = new URL(given)
    return { host: hostname, path: pathname }
  }
  if (given === '' || /[\s/]/.test(given)) throw new UsageError(`rules show needs a host or an address: post.example, https://post.example/news${given === '' ? '' : `; not "${given}"`}`)
  return { host: given, path: null }
}

function asText(site: SiteRule, others: readonly SiteRule[]): string {
  const head = [
    `${site.id} · ${site.layer ?? 'given'} · ${placeName(site.origin)}`,
    site.hosts.length === 0 ? 'hosts: any' : `hosts: ${site.hosts.join(', ')}`,
    ...conditionsOf(site),
    ...(site.verified === undefined ? [] : [`verified: ${site.verified}${site.stale ? ', more than a year ago: content must agree with the generic choice' : ''}`]),
    ...settingsOf(site),
  ]
  const parts = partsOf(site).map(({ key, text, origin }) => [`${key} ${printable(text)}`, placeName(origin)] as const)
  const width = Math.min(70, Math.max(0, ...parts.map(([text]) => text.length)))
  const rows = parts.map(([text, place]) => `  ${text.padEnd(width)}  ${place}`)
  const rest = others.map(other => [`${other.id} · ${other.layer ?? 'given'} · ${placeName(other.origin)}`, ...conditionsOf(other)].join(' · '))
  return `${[...head, ...rows, ...(rest.length > 0 ? ['', 'If it does not apply:', ...rest.map(line => `  ${line}`)] : [])].join('\n')}\n`
}

function conditionsOf({ paths, when }: SiteRule): string[] {
  return [...Object.entries(paths ?? {}).map(([key, list]) => `paths.${key}: ${list.join(', ')}`),
    ...Object.entries(when ?? {}).map(([key, list]) => `when.${key}: ${(list as readonly string[]).join(', ')}`)]
}

function settingsOf({ content, join, minChars, minShare, onMiss, generic }: SiteRule): string[] {
  const settings = { ...(content.length > 0 && join ? { join } : {}), min_chars: minChars, min_share: minShare, on_miss: onMiss }
  const set = Object.entries(settings).filter(([, value]) => value !== undefined).map(([key, value]) => `content.${key}: ${value}`)
  return [...set, ...Object.entries(generic ?? {}).map(([key, value]) => `generic.${SWITCHES[key] ?? key}: ${JSON.stringify(value)}`)]
}

/** As rule files spell them. */
const SWITCHES: Readonly<Record<string, string>> = { filterLists: 'filter_lists', textRules: 'text_rules' }

function placeName(origin: Origin): string {
  return origin.type === 'file' ? `${origin.file}:${origin.line}` : origin.name
}
