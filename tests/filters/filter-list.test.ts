/** Protects what ad-block lists may take from a page, and that all they take is in the ledger with file and line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCleaner } from '../../src/cleaner.js'
import { createFilterIndex } from '../../src/filters/filter-index.js'
import { readFilterList } from '../../src/filters/read-list.js'
import { RulebookError, loadRulebook } from '../../src/rulebook/load.js'
import type { Cleaned } from '../../src/model.js'

const STORY = [
  'The ferry left the island before dawn with forty passengers, two dogs and the post for three weeks.',
  'Nobody on board had slept, because the harbour bell had rung all night for a boat that did not come.',
  'The captain read the names aloud, as captains on this line have done since the first winter of the war.',
  'At the mainland a brass band waited, which nobody had ordered and which nobody would pay for.',
].map(text => `<p>${text}</p>`).join('')

const pageWith = (piece: string) => `<!doctype html><html lang="en"><head><title>Ferry</title></head><body>
<div class="shell"><article class="story"><h1>The night ferry</h1>${STORY}${piece}${STORY}</article></div></body></html>`

async function cleaned(piece: string, list: readonly string[], url = 'https://www.post.example/a'): Promise<Cleaned> {
  const rulebook = { phrases: [], widgets: [], sites: [], filterLists: [readFilterList('mine.txt', list.join('\n'))] }
  const cleaner = await createCleaner(rulebook, { only: ['filter-list'] })
  return cleaner.fromHtml(pageWith(piece), { url })
}

const own = ({ removals }: Cleaned) => removals.filter(({ rule }) => rule === 'filter-list').map(({ excerpt, why, origin }) =>
  `${excerpt} | ${why} | ${origin.type === 'file' ? `${origin.file}:${origin.line}` : origin.name}`)

const BOX = '<div id="Box" class="offer-box wide" title="Offer of the day"><p>Ten cruises for the price of nine</p></div>'

test.each([
  ['a class', '##.offer-box'],
  ['an id', '###Box'],
  ['a compound', '##div.wide.offer-box'],
  ['a value', '##[title="Offer of the day"]'],
  ['a beginning', '##div[title^="Offer"]'],
  ['a part', '##[title*="of the"]'],
  ['a combinator', '##.story > .wide'],
  ['a tag and a position', '##h1 ~ div:not(.story)'],
  ['alternatives', '##.elsewhere, .offer-box'],
  ['its own site', 'post.example##.offer-box'],
  ['a site under any suffix', 'post.*##.offer-box'],
  ['all sites but one', '~other.example##.offer-box'],
])('takes the box by %s, with the line as origin', async (_, rule) => {
  const result = await cleaned(BOX, ['! mine', rule])
  expect(own(result)).toEqual([`Ten cruises for the price of nine | hidden by ${rule.split('##')[1] ?? ''} | mine.txt:2`])
  expect(result.text).toContain('brass band')
})

test.each([
  ['another case', ['##.Offer-Box']],
  ['another site', ['other.example##.offer-box']],
  ['a site that only ends so', ['ost.example##.offer-box']],
  ['this site is excluded', ['~post.example##.offer-box']],
  ['an exception everywhere', ['##.offer-box', '#@#.offer-box']],
  ['an exception here', ['##.offer-box', 'post.example#@#.offer-box']],
  ['generic hiding is off here', ['##.offer-box', '@@||post.example^$generichide']],
  ['all hiding is off here', ['post.example##.offer-box', '@@||post.example^$elemhide']],
  ['the selector is about something else', ['##p.offer-box']],
])('leaves it: %s', async (_, list) => {
  const result = await cleaned(BOX, ['##.something-else', ...list])
  expect(own(result)).toEqual([])
  expect(result.text).toContain('Ten cruises')
})

test('an exception for another site changes nothing here', async () => {
  expect(own(await cleaned(BOX, ['##.offer-box', 'other.example#@#.offer-box']))).toHaveLength(1)
})

test.each([
  ['the headline', '##.shell', 'holds the headline'],
  ['much of the text', '##.half', 'holds more than 30 % of the text'],
])('what holds %s stays and is reported; what is inside of it goes all the same', async (_, rule, why) => {
  const result = await cleaned(`<div class="half">${BOX}${STORY}${STORY}</div>`, [rule, '##.offer-box'])
  expect(own(result)).toHaveLength(1)
  const problem = result.problems.find(({ rule: id }) => id === 'filter-list')
  expect(problem?.detail).toContain(`${why} (hidden by ${rule.slice(2)}, mine.txt:1)`)
  expect(result.text).toContain('brass band')
})

test('the main part is no box, whatever a list says', async () => {
  const result = await cleaned('', ['##.story', '##main'])
  expect(own(result)).toEqual([])
})

test('a kind of ours names the removal, when a rule of ours points at the same', async () => {
  const rulebook = { ...await loadRulebook(), filterLists: [readFilterList('mine.txt', '##.share-links')] }
  const cleaner = await createCleaner(rulebook)
  const result = cleaner.fromHtml(pageWith('<ul class="share-links"><li><a href="/f">Facebook</a></li><li><a href="/x">X</a></li></ul>'))
  expect(result.removals.map(({ kind }) => kind)).toContain('share')
})

test('50,000 names cost a look-up for each name of the page', async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => (at % 2 === 0 ? `##.name-${at}` : `###name-${at}`))
  const index = createFilterIndex([readFilterList('many.txt', lines.join('\n'))])
  const cleaner = await createCleaner({ phrases: [], widgets: [], sites: [] })
  const source = { url: null, contentType: null, lang: null }
  const page = cleaner.stages.parse(cleaner.stages.decode(pageWith('<div class="name-1000">x</div>'), source, 'page'))
  let looks = 0
  const counted = new Proxy(page, { get: (target, key) => {
    const value: unknown = Reflect.get(target, key)
    return key === 'attr' && typeof value === 'function'
      ? (...words: unknown[]): unknown => { looks++; return Reflect.apply(value, target, words) as unknown }
      : typeof value === 'function' ? (value.bind(target) as unknown) : value
  } })
  expect(index.hits(counted, null)).toHaveLength(1)
  expect(looks).toBeLessThan(10)
})

test('files: missing ones and others that are no lists are refused, all in one go', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lists-'))
  try {
    const path = join(folder, 'notes.txt')
    await writeFile(path, 'just\nsome words\n')
    const error: unknown = await loadRulebook({ filterLists: [path, join(folder, 'no.txt')] }).then(() => null, (reason: unknown) => reason)
    if (!(error instanceof RulebookError)) throw new Error('expected a RulebookError')
    expect(error.errors.map(({ message }) => message)).toEqual(['no element-hiding rules in this file', 'no such file or folder'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
