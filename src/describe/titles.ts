import { countWords } from '../measure/text.js'
import { folded, oneLine, wordCount } from './plain-text.js'

/** Longer titles are cut for comparison and never split. */
const LONGEST = 500
/** Agreement: the shorter one's share of the longer one's length. */
const MOSTLY = 0.6
/** A site's name has few words. */
const SITE_WORDS = 5
/** Fewest words that must be left when nothing proves that the end is the site's name. */
const TITLE_WORDS = 3

const SEPARATOR = /\s[|–—·•»«›‹~:-]\s|\s?\|\s?|\s(?:::|>>|<<|\/\/)\s|\s?[»«]\s?|:\s/g
/** Separators that stand between a title and a site more often than within a title. */
const STRONG = /[|»«·•›‹]|::|>>|<</

/** What a site may be called: given names, and the words of its host. */
export interface SiteNames {
  readonly names: readonly string[]
  readonly host: string | null
}

/** The same title, as far as letters and digits go. */
export function sameTitle(a: string, b: string): boolean {
  const left = folded(a)
  return left !== '' && left === folded(b)
}

/** One holds the other, and little more. */
export function similarTitle(a: string, b: string): boolean {
  const left = folded(a)
  const right = folded(b)
  if (left === '' || right === '') return false
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  return long.includes(short) && short.length >= long.length * MOSTLY
}

/** The share of the shorter one's words that the longer one has, 0 to 1. */
export function sharedWords(a: string, b: string): number {
  const left = new Set(folded(a).split(' '))
  const right = new Set(folded(b).split(' '))
  const [short, long] = left.size <= right.size ? [left, right] : [right, left]
  let shared = 0
  for (const word of short) if (word !== '' && long.has(word)) shared++
  return shared / Math.max(short.size, 1)
}

/** Whether the text is the site's name: one of the given, or the host's words with or without its ending. */
export function isSiteName(text: string, site: SiteNames): boolean {
  const words = folded(text)
  if (words === '') return false
  if (site.names.some(name => folded(name) === words)) return true
  const compact = words.replaceAll(' ', '')
  return compact.length > 1 && hostNames(site.host).some(name => name === compact || `the${name}` === compact)
}

function hostNames(host: string | null): readonly string[] {
  const labels = host?.toLowerCase().replace(/^www\./, '').split('.').slice(-4) ?? []
  const names: string[] = []
  for (let from = 0; from < labels.length - 1; from++) {
    for (let to = from + 1; to <= labels.length; to++) names.push(labels.slice(from, to).join('').replaceAll('-', ''))
  }
  return names.filter(name => name.length > 1)
}

interface Cut {
  readonly at: number
  readonly end: number
  readonly mark: string
}

/**
 * The title without the site's name at either end; never empty. A part is the site's name when it is called so, when
 * the rest is what `known` (headings, og:title) says, or when it is short and stands behind a bar.
 */
export function withoutSite(title: string, site: SiteNames, known: readonly string[]): string {
  if (title.length > LONGEST) return title
  const cuts = separators(title)
  if (cuts.length === 0) return title
  return knownPart(title, cuts, known) ?? trimmedEnds(title, cuts, site)
}

/** What stands before `end` and a separator in a title: "Leaking valve" of "Leaking valve - Two-stroke board"; null when it does not end so. */
export function titleBefore(title: string, end: string): string | null {
  if (title.length > LONGEST) return null
  const cut = separators(title).find(({ end: from }) => sameTitle(title.slice(from), end))
  return cut ? oneLine(title.slice(0, cut.at)) : null
}

function separators(title: string): readonly Cut[] {
  const quoted = quotations(title)
  return Array.from(title.matchAll(SEPARATOR), match => (
    { at: match.index, end: match.index + match[0].length, mark: match[0] }
  )).filter(cut => !quoted.some(({ from, to }) => cut.at < to && cut.end > from))
}

/** Guillemets in pairs quote, inwards in German, outwards elsewhere. */
const QUOTATION = /«[^«»]{1,200}»|»[^«»]{1,200}«/g

function quotations(title: string): readonly { readonly from: number; readonly to: number }[] {
  return Array.from(title.matchAll(QUOTATION), match => ({ from: match.index, to: match.index + match[0].length }))
}

function knownPart(title: string, cuts: readonly Cut[], known: readonly string[]): string | null {
  for (const cut of cuts) {
    for (const part of [title.slice(0, cut.at), title.slice(cut.end)]) {
      if (part.trim() !== '' && known.some(one => sameTitle(one, part))) return oneLine(part)
    }
  }
  return null
}

function trimmedEnds(title: string, cuts: readonly Cut[], site: SiteNames): string {
  for (const cut of cuts) {
    const [start, rest] = [title.slice(0, cut.at), title.slice(cut.end)]
    if (isSiteName(start, site) && rest.trim() !== '') return withoutSite(oneLine(rest), site, [])
    if (isSiteName(rest, site) && start.trim() !== '') return withoutSite(oneLine(start), site, [])
  }
  return withoutGuess(title, cuts)
}

function withoutGuess(title: string, cuts: readonly Cut[]): string {
  const last = cuts.at(-1)
  if (!last || !STRONG.test(last.mark)) return title
  const [start, end] = [title.slice(0, last.at), title.slice(last.end)]
  const isShort = wordCount(end) <= SITE_WORDS && end.length < start.length
  return isShort && countWords(start) >= TITLE_WORDS ? oneLine(start) : title
}

/** Strings once each (as compared by sameTitle), in order, without empty ones. */
export function uniqueTitles(titles: readonly (string | null | undefined)[], most: number): readonly string[] {
  const unique = new Map<string, string>()
  for (const title of titles) {
    const key = folded(title ?? '')
    if (title && key !== '' && !unique.has(key)) unique.set(key, title)
    if (unique.size >= most) break
  }
  return [...unique.values()]
}
