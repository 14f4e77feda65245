import { beforeAll, describe, expect, test } from 'vitest'
import { createCleaner, type Cleaner } from '../../src/cleaner.js'
import { createSiteLearner } from '../../src/learn/open.js'
import type { SiteProposal } from '../../src/learn/proposal.js'
import { siteRuleOf } from '../../src/learn/site-rule.js'
import { elementFinder } from '../../src/measure/find-elements.js'
import type { Page, PageElement } from '../../src/model.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { siteRemovals } from '../../src/site/removals.js'
import { makeSite, NOTICE, QUOTE, VOCABULARIES, type MadePage, type Wishes } from './sites.js'

// Protects the learner: what the site repeats is proposed, what an author tells never is, and the same pages give the same rule.

let cleaner: Cleaner

beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook())
})

async function learn(pages: readonly MadePage[]): Promise<SiteProposal> {
  const learner = await createSiteLearner(cleaner)
  for (const { html, url, name } of pages) learner.add(html, { url, name })
  return learner.propose()
}

function parsePage({ html, url }: MadePage): Page {
  return cleaner.stages.parse(cleaner.stages.decode(html, { url, contentType: null, lang: null }, 'page'))
}

/** Text of the page that the rule removes, with the guards of site rules, and what is left. */
function applied(page: Page, proposal: SiteProposal): { gone: string; left: string } {
  const hit = siteRemovals(page, siteRuleOf(proposal), elementFinder(page, 'prune', []), []).map(({ target }) => target)
  const isIn = (at: PageElement | null, within: readonly PageElement[]) => at !== null && within.some(one => one.order <= at.order && at.order < one.end)
  const lines = page.runs.map(run => ({ text: page.textOf(run), gone: isIn(run.owner, hit) }))
  const join = (gone: boolean) => lines.filter(line => line.gone === gone).map(({ text }) => text).join('\n')
  return { gone: join(true), left: join(false) }
}

/** Learns from all pages but one, and applies the rule to that one. */
async function heldOut(wishes: Wishes) {
  const site = makeSite(wishes)
  const [held, ...rest] = site.pages
  if (!held) throw new Error('no page')
  const proposal = await learn(rest)
  return { site, held, proposal, ...applied(parsePage(held), proposal) }
}

const LAYOUTS = ['paper', 'built', 'tables'] as const
const LANGUAGES = ['english', 'russian', 'japanese'] as const

describe.each(LAYOUTS)('layout %s', layout => {
  test.each(LANGUAGES)('%s: the furniture goes from a page that was not seen, and every sentence stays', async language => {
    const { site, held, gone, left } = await heldOut({ pages: 6, layout, vocabulary: VOCABULARIES[language] })
    for (const text of site.furniture) expect(left).not.toContain(text)
    for (const item of VOCABULARIES[language].menu) expect(gone).toContain(item)
    for (const sentence of held.told) expect(left).toContain(sentence)
  })

  test('a paragraph that two of three pages quote stays', async () => {
    const site = makeSite({ pages: 3, layout, quote: { text: QUOTE, on: [0, 1] } })
    const proposal = await learn(site.pages)
    for (const page of site.pages.slice(0, 2)) expect(applied(parsePage(page), proposal).left).toContain(QUOTE)
  })

  test('a notice that the law wants within every article stays', async () => {
    const { left } = await heldOut({ pages: 6, layout, notice: NOTICE })
    expect(left).toContain(NOTICE)
  })
})

/** Every page of a made site with more in it. */
async function learnWith(change: (html: string, number: number) => string, wishes: Wishes = { pages: 6 }) {
  const pages = makeSite(wishes).pages.map((page, number) => ({ ...page, html: change(page.html, number) }))
  const proposal = await learn(pages)
  return { proposal, parts: pages.map(page => applied(parsePage(page), proposal)) }
}

describe('a name that several boxes of a page bear', () => {
  test('is no name for what is removed when one of them stands in the article', async () => {
    const { parts } = await learnWith(html => html
      .replace(`<p>${NOTICE}</p>`, `<div class="asset"><p>${NOTICE}</p></div>`)
      .replace('<footer', '<div class="asset"><p>Orrin Post shops are open from eight to six in Harbour Street, at the ferry terminal and in the upper town.</p><p>Subscribers pay no postage for parcels, calendars and maps of the island that they order from the shop.</p><form><input name="q"><button>Find</button></form></div><footer'),
    { pages: 6, notice: NOTICE })
    for (const { left, gone } of parts) {
      expect(left).toContain(NOTICE)
      expect(gone).toContain('printed and published by')
    }
  })

  test('is none either when the smaller one differs from page to page', async () => {
    const path = (number: number) => ['Quays', 'Ovens', 'Choirs', 'Mills', 'Pilots', 'Gulls'][number] ?? ''
    const { parts, proposal } = await learnWith((html, number) => html
      .replace('<header class="masthead"><div class="logo">Orrin</div><ul class="topics">', '<nav><ul class="topics">').replace('</ul></header>', '</ul></nav>')
      .replace('<h1>', `<nav>${path(number)}</nav><h1>`))
    for (const [number, { left }] of parts.entries()) expect(left.split('\n')).toContain(path(number))
    expect(proposal.remove.map(({ select }) => select)).not.toContain('nav')
    expect(parts.every(({ gone }) => gone.includes('Markets'))).toBe(true)
  })
})

/** Learns from pages that are changed in one way, and applies the rule to one that is changed in another. */
async function learnUnlike(seen: (html: string, number: number) => string, unseen: (html: string) => string, wishes: Wishes = { pages: 6 }) {
  const [held, ...rest] = makeSite(wishes).pages
  const proposal = await learn(rest.map((page, number) => ({ ...page, html: seen(page.html, number) })))
  return { selectors: proposal.remove.map(({ select }) => select), ...applied(parsePage({ ...held!, html: unseen(held!.html) }), proposal) }
}

const ASIDE = 'The bridge keeper, who has not missed a tide in thirty years, says that the new boat is the first one that answers her bell.'

describe('on a page that is unlike those that were seen', () => {
  const box = (...texts: string[]) => (html: string) => html.replace('<footer', `<div class="answers">${texts.map(text => `<p>${text}</p>`).join('')}</div><footer`)

  test('a box that was empty stays when somebody has filled it', async () => {
    const answers = [1, 2, 3].map(number => `${ASIDE} She said so ${['once', 'twice', 'again'][number - 1]}.`)
    const { left, selectors } = await learnUnlike(box('Nobody has written an answer to this yet.'), box(...answers))
    expect(selectors).toContain('div.answers')
    for (const answer of answers) expect(left).toContain(answer)
  })

  test('a box of links stays when it is what the page is for', async () => {
    const list = Array.from({ length: 30 }, (_, at) => `<li><a href="/${at}">The tide table of pier ${String.fromCharCode(65 + at % 26)}${at > 25 ? 'a' : ''} for the winter</a></li>`).join('')
    const { left, selectors } = await learnUnlike(html => html, html => html.replace(/(<section class="further">.*?<ul>)[^]*?<\/ul>/, `$1${list}</ul>`))
    expect(selectors).toContain('section.further')
    expect(left).toContain('The tide table of pier C')
  })

  test('the name of a building block takes nothing: narrower names do', async () => {
    const hours = '<div class="shop-hours"><div class="panel"><p>Orrin Post shops are open from eight to six in Harbour Street and at the ferry terminal.</p></div></div>'
    const postage = '<div class="postage"><div class="panel"><p>Subscribers pay no postage for parcels, calendars and maps that they order from the shop.</p></div></div>'
    const { left, gone, selectors } = await learnUnlike(
      html => html.replace('<footer', `${hours}${postage}<footer`),
      html => html.replace('<h1>', `<div class="panel"><p>${ASIDE}</p></div><h1>`).replace('<footer', `${hours}${postage}<footer`))
    expect(left).toContain(ASIDE)
    expect(gone).toContain('Orrin Post shops')
    expect(selectors).toContain('div.shop-hours')
  })

  test('nor does a role that says only how a thing is made', async () => {
    const list = (...items: string[]) => `<ul role="list">${items.map(item => `<li>${item}</li>`).join('')}</ul>`
    const rights = list('Terms of the harbour office', 'Rights of passengers')
    const { left } = await learnUnlike(
      html => html.replace('<footer', `${rights}<footer`),
      html => html.replace('</article>', `${list(ASIDE)}</article>`).replace('<footer', `${rights}<footer`))
    expect(left).toContain(ASIDE)
  })

  test('the header of an article is not the header of the page', async () => {
    const bare = (html: string) => html.replace('<header class="masthead">', '<header>')
    const { left, gone } = await learnUnlike(bare, html => bare(html).replace(/<h1>.*?<\/h1>/, `<header>$&<p>${ASIDE}</p></header>`))
    expect(left).toContain(ASIDE)
    expect(gone).toContain('Markets')
  })

  test('what few pages have in common within the article may be chance', async () => {
    const by = (name: string) => (html: string) => html.replace('</h1>', `</h1><div class="byline-row">By ${name}, who writes for the Orrin Post</div>`)
    const { selectors } = await learnUnlike(by('Ada Lund'), by('Ana Ruiz'), { pages: 4 })
    expect(selectors.join(' ')).not.toContain('byline')
  })
})

test('a notice with a name of its own, within every article, stays as well', async () => {
  const site = makeSite({ pages: 6, notice: NOTICE })
  const named = site.pages.map(page => ({ ...page, html: page.html.replace(`<p>${NOTICE}</p>`, `<p class="risk-note">${NOTICE}</p>`) }))
  const proposal = await learn(named)
  expect(proposal.remove.map(({ select }) => select).join(' ')).not.toContain('risk-note')
})

test('a box of links that differ on every page is known by its name', async () => {
  const { held, proposal, left } = await heldOut({ pages: 6 })
  expect(proposal.remove).toContainEqual(expect.objectContaining({ select: 'section.further', ground: 'same-box' }))
  expect(left).not.toContain(/<li><a href="\/t">([^<]*)/.exec(held.html)?.[1])
})

test('a page on which teasers are all there is keeps them', async () => {
  const { pages } = makeSite({ pages: 6 })
  const lists = pages.map(page => ({ ...page, html: page.html.replace(/<main>[^]*<\/main>/, '') }))
  const proposal = await learn(lists)
  expect(proposal.remove.filter(({ ground }) => ground === 'same-box')).toEqual([])
})

test('names rest on nothing that the next page or build changes', async () => {
  const { proposal } = await heldOut({ pages: 6, layout: 'built' })
  const selectors = proposal.remove.map(({ select }) => select).join(' ')
  expect(selectors).toContain('bottom-line')
  expect(selectors).not.toMatch(/css-|sc-|Bar_|post-|mt-4|nth|flex/)
})

test('an element more on one page changes nothing', async () => {
  const site = makeSite({ pages: 6 })
  const [held, ...rest] = site.pages
  const proposal = await learn(rest)
  const page = parsePage({ ...held!, html: held!.html.replace('<main>', '<div><p>!</p></div><main>') })
  expect(applied(page, proposal).left).not.toContain(site.furniture[0])
})

test('a wrapper that begins with the menu is never proposed', async () => {
  const { pages } = makeSite({ pages: 6 })
  const wrapped = pages.map(page => ({ ...page, html: page.html.replace(/<body[^>]*>/, '$&<div id="whole">').replace('</body>', '</div></body>') }))
  const { remove } = await learn(wrapped)
  expect(remove.map(({ select }) => select)).not.toContain('#whole')
  expect(remove.length).toBeGreaterThan(2)
})

test('the container of the article is proposed with what it holds', async () => {
  const { content } = await learn(makeSite({ pages: 6 }).pages)
  expect(content[0]).toMatchObject({ pages: 6 })
  expect(['main', 'article']).toContain(content[0]?.select)
})

test('two editions of one page count as one', async () => {
  const { pages } = makeSite({ pages: 2 })
  const again = pages.map(page => ({ ...page, html: page.html.replace('<h1>', '<p>An edition for print.</p><h1>') }))
  const proposal = await learn([...pages.slice(0, 1), ...again.slice(0, 1)])
  expect(proposal).toMatchObject({ seen: 2, distinct: 1, remove: [] })
})

test('few selectors, each with its evidence', async () => {
  const { remove } = await learn(makeSite({ pages: 8 }).pages)
  expect(remove.length).toBeLessThan(8)
  for (const { evidence } of remove) {
    expect(evidence.pages).toBe(8)
    expect(evidence.collateral).toBe(0)
    expect(evidence.samples.length).toBeGreaterThan(0)
  }
})

test('tests are taken from the pages, and tell them apart', async () => {
  const { pages } = makeSite({ pages: 6 })
  const { tests } = await learn(pages)
  expect(tests.length).toBe(5)
  for (const { page: name, contains, notContains } of tests) {
    const page = pages.find(one => one.name === name)
    for (const text of contains) expect(page?.told.some(sentence => sentence.startsWith(text))).toBe(true)
    for (const text of notContains) expect(page?.told.join(' ')).not.toContain(text)
  }
})

describe('a learner', () => {
  test('gives the same rule for the same pages in any order, in one go or in two', async () => {
    const { pages } = makeSite({ pages: 9 })
    const forward = await learn(pages)
    expect(await learn(pages.toReversed())).toEqual(forward)
    const first = await createSiteLearner(cleaner)
    for (const { html, url, name } of pages.slice(0, 4)) first.add(html, { url, name })
    const state = JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>
    const second = await createSiteLearner(cleaner, { state })
    for (const { html, url, name } of pages.slice(4)) second.add(html, { url, name })
    expect(second.propose()).toEqual(forward)
  })

  test('remembers no more pages than it may, and the same ones in any order', async () => {
    const { pages } = makeSite({ pages: 12 })
    const add = async (some: readonly MadePage[]) => {
      const learner = await createSiteLearner(cleaner, { pages: 5 })
      for (const { html, url } of some) learner.add(html, { url })
      return learner
    }
    const [forth, back] = [await add(pages), await add(pages.toReversed())]
    expect(forth.state()).toMatchObject({ seen: 12 })
    expect(forth.state().pages).toHaveLength(5)
    expect(back.propose()).toEqual(forth.propose())
  })

  test('takes a page that is parsed already, and passes over what it has seen', async () => {
    const { pages } = makeSite({ pages: 4 })
    const learner = await createSiteLearner(cleaner)
    for (const page of [...pages, ...pages]) learner.add(parsePage(page))
    expect(learner.propose()).toMatchObject({ seen: 4, hosts: ['post.example'] })
  })

  test('refuses a number of pages that teaches nothing, and a state of another version', async () => {
    await expect(createSiteLearner(cleaner, { pages: 1 })).rejects.toThrow('from 2 up; got 1')
    await expect(createSiteLearner(cleaner, { state: { version: 2, seen: 0, pages: [] } as never })).rejects.toThrow('version 1; got 2')
  })

  test('proposes nothing from a page, and from none', async () => {
    expect(await learn([])).toMatchObject({ distinct: 0, content: [], remove: [], tests: [] })
    expect(await learn(makeSite({ pages: 1 }).pages)).toMatchObject({ distinct: 1, content: [], remove: [], tests: [] })
  })
})
