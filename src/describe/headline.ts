import { isUnclosedHeading } from '../measure/heading-names.js'
import { countWords } from '../measure/text.js'
import type { Page, PageElement } from '../model.js'
import { shortText, standsAside, standsInMargin } from './place.js'
import { type SiteNames, isSiteName, sameTitle, similarTitle, titleBefore, withoutSite } from './titles.js'

/** Longest heading that names a page. */
const LONGEST = 400
const MOST_HEADINGS = 20

export interface Headline {
  readonly element: PageElement
  readonly text: string
}

/** The permalink of a heading: a pilcrow, a letter of an icon font, or nothing that can be seen. */
const PERMALINK = /[\s¶\u200b\u2060\ufeff\p{Co}]+$/u

function headingText(page: Page, element: PageElement): string {
  const own = isUnclosedHeading(page, element) ? page.runsOf(element).find(run => run.owner === element) : element
  return own ? shortText(page, own, LONGEST).replace(PERMALINK, '') : ''
}

/** Visible h1 of the page that are no site name, in document order. */
export function mainHeadings(page: Page, site: SiteNames): readonly Headline[] {
  const headings: Headline[] = []
  for (const element of page.tagged('h1').slice(0, MOST_HEADINGS)) {
    const text = withoutSite(headingText(page, element), site, [])
    if (text !== '' && !standsAside(element) && !isSiteName(text, site) && !isSiteOfTitle(page, element, text)) headings.push({ element, text })
  }
  const own = headings.filter(({ element }) => !isLogo(element))
  return own.length > 0 ? own : headings
}

/** Fewer words head a part of the page: "Overview - Two-stroke engines". */
const TOPIC_WORDS = 3

/** What the page's title ends with, when it begins with a lesser heading further down: forums set the board as h1 and the topic as h2. */
function isSiteOfTitle(page: Page, element: PageElement, text: string): boolean {
  const topic = page.title === null ? null : titleBefore(page.title, text)
  return topic !== null && countWords(topic) >= TOPIC_WORDS && lesserHeadings(page).some(heading => heading.element.order > element.order && sameTitle(heading.text, topic))
}

const LOGOS = ['logo', 'branding', 'sitetitle', 'sitename', 'masthead']
const LOGO_LEVELS = 3

/** All of it is a link, and it is called the logo: the name of the site, which some themes set as an h1. */
function isLogo(element: PageElement): boolean {
  if (element.linkLength === 0 || element.linkLength < element.textLength) return false
  let at: PageElement | null = element
  for (let level = 0; at && level < LOGO_LEVELS; level++, at = at.parent) {
    if (at.words.some(word => LOGOS.includes(word))) return true
  }
  return false
}

/** The h1 that shows one of the titles, be it in what is called a teaser or menu; else an h2 or h3 that does; else the first h1. */
export function headlineOf(page: Page, headings: readonly Headline[], titles: readonly string[]): Headline | null {
  const shows = (test: (a: string, b: string) => boolean) => (heading: Headline) => titles.some(title => test(heading.text, title))
  const found = headings.find(shows(sameTitle)) ?? headings.find(shows(similarTitle))
  if (found) return found
  const misnamed = page.tagged('h1').slice(0, MOST_HEADINGS).filter(element => !standsInMargin(element))
    .map(element => ({ element, text: headingText(page, element) }))
  return misnamed.find(shows(sameTitle)) ?? lesserHeadings(page).find(shows(sameTitle)) ?? headings[0] ?? null
}

/** Where no h1 is the page's: its first h2 and h3. */
export function lesserHeadings(page: Page): readonly Headline[] {
  const elements = [...page.tagged('h2').slice(0, MOST_HEADINGS), ...page.tagged('h3').slice(0, MOST_HEADINGS)]
  return elements
    .filter(element => !standsAside(element))
    .map(element => ({ element, text: headingText(page, element) }))
    .filter(heading => heading.text !== '')
}
