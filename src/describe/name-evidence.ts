import type { Page, PageElement } from '../model.js'
import { findDate } from './dates.js'
import { joinAuthors } from './names.js'
import { type Near, type ShortRun, elementsNear, shortRunsNear } from './near.js'
import { oneLine } from './plain-text.js'

/** First and last name, initials and particles between; categories look the same, so this alone proves nothing. */
const PERSON = /^(?!The\s)\p{Lu}[\p{L}\p{M}'’.-]{1,20}(?:\s(?:\p{Lu}[\p{L}\p{M}'’.-]{0,20}|de|van|der|den|von|la|del|da|di|el|al|bin)){0,3}\s\p{Lu}[\p{L}\p{M}'’-]{1,20}$/u
const BETWEEN = /\s*,\s+(?:and\s+)?|\s+(?:and|&)\s+/
const MOST_PERSONS = 8
/** Where sites keep the pages of their writers. */
const AUTHOR_PATH = /\/(?:authors?|contributors?|writers?|people|staff|team|experts?|editors?|auteurs?|autor(?:en|es)?|redakteure?)\/[^/?#]+\/?(?:[?#]|$)/i
const READING_TIME = /^\d{1,3}\s?(?:-\s?)?min(?:ute)?s?\b/i
/** Lines looked at before and behind a name for its date; bars and commas between don't count. */
const REACH = 2

/**
 * Names that stand by the headline without a label or a telling class: linked to a page of a writer; or beside a date
 * with a portrait called so, or several in a row, or one whom the page tells of.
 */
export function evidentName(page: Page, near: Near): string | null {
  const links = elementsNear(page.tagged('a'), near).filter(link => AUTHOR_PATH.test(page.attr(link, 'href') ?? ''))
  const linked = links.map(link => firstLine(page, link)).filter(isPersons)
  if (linked.length > 0) return joinAuthors(linked, true)
  const lines = shortRunsNear(page, near).filter(({ text }) => /[\p{L}\d]/u.test(text))
  const signed = lines.find(({ run, text }, at) => (
    isPersons(text) && isDated(page, lines, at)
      && (hasPortrait(page, near, text) || (run.linkLength === 0 && (BETWEEN.test(text) || isTalkedOf(page, text))))
  ))
  return signed ? joinAuthors([signed.text], true) : null
}

function isPersons(text: string): boolean {
  const parts = text.split(BETWEEN)
  return parts.length <= MOST_PERSONS && parts.every(part => PERSON.test(part))
}

function hasPortrait(page: Page, near: Near, name: string): boolean {
  return elementsNear(page.tagged('img'), near).some(image => oneLine(page.attr(image, 'alt')).startsWith(name))
}

const NAMED = /(?:\b(?:by|about|author|from|von|par|por|di|door)|[@—–])\W{0,3}$/i
const TELLS = /^(?:\s(?:is|was|has|writes|works|holds|joined|lives|ist|schreibt|est|es|è)\b|['’]s\s|,?\s(?:Ph\.?D|M\.?D)\b)/
const MOST_PLACES = 20

/** The page says something of this person: "by X", "X is a writer". */
export function isTalkedOf(page: Page, name: string): boolean {
  for (let at = page.text.indexOf(name), places = 0; at !== -1 && places < MOST_PLACES; places++) {
    const end = at + name.length
    if (TELLS.test(page.text.slice(end, end + 20)) || NAMED.test(page.text.slice(Math.max(0, at - 20), at))) return true
    at = page.text.indexOf(name, end)
  }
  return false
}

function isDated(page: Page, lines: readonly ShortRun[], at: number): boolean {
  return lines.slice(Math.max(0, at - REACH), at + REACH + 1)
    .some(({ text }) => READING_TIME.test(text) || findDate(text, page.lang) !== null)
}

function firstLine(page: Page, element: PageElement): string {
  return oneLine(page.textOf(element).trim().split('\n', 1)[0])
}
