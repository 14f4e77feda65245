import type { DescribedPage, ElementHit, ElementRule, Page, PageElement } from '../../model.js'
import { isInSentence } from '../../measure/author-text.js'
import { holdsArticle, isBare, linkDensity, named } from '../../measure/elements.js'
import { runsSaying } from '../../measure/said-runs.js'
import { isHeading } from '../../measure/tags.js'

const NAMES = [
  'nav', 'navbar', 'navigation', 'menu', 'menus', 'submenu', 'megamenu', 'breadcrumb', 'breadcrumbs', 'crumbs', 'skip', 'skiplink',
  'backtotop', 'backtop', 'totop', 'topbar', 'sitemap', 'tabs', 'offcanvas', 'hamburger', 'drawer', 'toc', 'tableofcontents', 'sidenav', 'quicklinks',
]
const MOSTLY_LINKS = 0.5
/** A menu with a teaser; with fewer links it is a text in a nav. */
const SOME_LINKS = 0.25
/** Text for each link and button of a menu; a restaurant's menu with a button to book has more. */
const LABEL = 40

/** Keeps: a nav that holds prose, a list of links inside a paragraph's flow, a restaurant's menu in words. */
export default {
  id: 'site-navigation',
  kind: 'navigation',
  removes: 'Navigation, breadcrumbs, skip links, tables of contents, back-to-top links',
  *find(described, know) {
    const { page } = described
    for (const target of page.tagged('nav')) {
      if (!holdsArticle(page, target) && isMenu(target)) yield { target, why: 'a nav element' }
    }
    for (const { target, word, name } of named(page, NAMES, element => isNavigation(page, element))) {
      if (SKIP.test(word) && target.textLength > SKIPS) continue
      yield { target, why: `named "${name}", ${Math.round(linkDensity(target) * 100)} % of the text linked` }
    }
    for (const { run, said } of runsSaying(page, know, 'navigation', 60, 'line')) {
      if (isBare(run.owner, 80) && (run.linkLength > 0 || run.owner.tag === 'button')) {
        yield { target: run.owner, why: `a link "${said.phrase}"` }
      }
    }
    for (const target of page.tagged('td')) if (isMenuCell(page, target)) yield { target, why: `a cell of ${target.links} links beside the text` }
    yield* breadcrumbTrails(described)
  },
} satisfies ElementRule

function isMenu(nav: PageElement): boolean {
  return nav.prose === 0 || (nav.prose < 400 && linkDensity(nav) >= SOME_LINKS)
}

/** Links of a menu in a column of its own, and their share of it; a counter and "Welcome" stand there, too. */
const MENU_LINKS = 4
const MOST_MENU_LINKS = 20
const MENU_SHARE = 0.7
/** Share of the page's prose that stands in the cell beside it. */
const TEXT_SHARE = 0.6

/** A column of links beside the one with the text, as pages were laid out with tables. */
function isMenuCell(page: Page, cell: PageElement): boolean {
  if (cell.links < MENU_LINKS || cell.links > MOST_MENU_LINKS || cell.prose > 0 || linkDensity(cell) < MENU_SHARE) return false
  const least = (page.body?.prose ?? 0) * TEXT_SHARE
  return [page.previous(cell), page.next(cell)].some(beside => beside !== null && beside.tag === 'td' && beside.prose > 0 && beside.prose >= least)
}

/** Skip links are a handful; `skip-to-results` is also the id of what they lead to. */
const SKIP = /^skip/
const SKIPS = 200

function isNavigation(page: Page, element: PageElement): boolean {
  if (element.prose > 0 || isHeading(element.tag) || holdsArticle(page, element) || isInSentence(page, element)) return false
  if (element.tag === 'a') return element.textLength < 40 && (!element.parent?.prose || isOwnLine(page, element))
  if (linkDensity(element) >= MOSTLY_LINKS) return true
  return element.fields > 0 && element.textLength <= LABEL * (element.fields + element.links)
}

/** A skip link right in the body, between blocks of text. */
function isOwnLine(page: Page, link: PageElement): boolean {
  const run = page.runs[link.firstRun]
  return run !== undefined && run.from <= link.from && link.from < run.to && run.to - run.from - run.linkLength <= 4
}

const CRUMBS = 160
const CRUMB = /^[^›»>/|→]{1,60}(?:\s*[›»>/|→]\s*[^›»>/|→]{1,80}){1,6}$/u

/** "Home › News › Town" before the headline. */
function* breadcrumbTrails({ page }: DescribedPage): Iterable<ElementHit> {
  const h1 = page.tagged('h1')[0]
  if (!h1) return
  for (const run of page.runs) {
    if (run.owner.order > h1.order) return
    if (run.to - run.from <= CRUMBS && run.linkLength * 2 >= run.to - run.from && run.owner.links >= 2 && CRUMB.test(page.textOf(run))) {
      yield { target: run.owner, why: 'a trail of links above the headline' }
    }
  }
}
