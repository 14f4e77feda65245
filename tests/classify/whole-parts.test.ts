import { expect, test } from 'vitest'
import { foldedParts } from '../../src/classify/folded.js'
import type { PartOfPage } from '../../src/classify/part-of-page.js'
import { wholeParts } from '../../src/classify/whole-parts.js'
import { pageBlocks } from '../render/documents.js'

function partsOf(kinds: readonly PartOfPage['kind'][]): PartOfPage[] {
  return kinds.map((kind, index) => ({ index, kind, level: 2, text: 'x'.repeat(80), prose: kind === 'paragraph', linkLength: 0, quoted: false, element: null }))
}

function choiceOf(kinds: readonly PartOfPage['kind'][], scores: readonly number[], suspected: readonly boolean[] = []): boolean[] {
  const marks = { suspected: kinds.map((_, index) => suspected[index] ?? false), residue: kinds.map(() => false) }
  return wholeParts(partsOf(kinds), Float32Array.from(scores), scores.map(score => score >= 0.5), marks)
}

test('code between chosen blocks stays, past the numbers of its lines that a rule suspects', () => {
  expect(choiceOf(['paragraph', 'code', 'code', 'paragraph'], [0.9, 0.3, 0.2, 0.9])).toEqual([true, true, true, true])
  expect(choiceOf(['paragraph', 'code', 'code', 'paragraph'], [0.9, 0.3, 0.3, 0.9], [false, true])).toEqual([true, false, true, true])
})

test('code beside the content, or surely none of it, goes', () => {
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.9, 0.3, 0.1])).toEqual([true, false, false])
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.1, 0.3, 0.9])).toEqual([false, false, true])
  expect(choiceOf(['paragraph', 'code', 'paragraph'], [0.9, 0.05, 0.9])).toEqual([true, false, true])
})

test('a heading inside the content stays, past the "edit" that a rule suspects; one in front of links goes', () => {
  expect(choiceOf(['paragraph', 'paragraph', 'heading', 'paragraph'], [0.9, 0.2, 0.3, 0.9], [false, true])).toEqual([true, false, true, true])
  expect(choiceOf(['paragraph', 'paragraph', 'heading', 'paragraph'], [0.9, 0.2, 0.3, 0.9])).toEqual([true, false, false, true])
  expect(choiceOf(['paragraph', 'heading', 'paragraph', 'paragraph'], [0.9, 0.3, 0.2, 0.2], [false, false, true])).toEqual([true, false, false, false])
})

function pageParts(html: string): PartOfPage[] {
  return [...pageBlocks(html, {}).items]
}

function keptOf(parts: readonly PartOfPage[], scores: readonly number[], suspected: readonly number[] = []): string[] {
  const marks = { suspected: parts.map((_, index) => suspected.includes(index)), residue: parts.map(() => false) }
  const result = wholeParts(parts, Float32Array.from(scores), scores.map(score => score >= 0.5), marks)
  return parts.filter((_, index) => result[index]).map(({ text }) => text)
}

const TEXT = 'The keeper wound the clock on Sundays, and the town was late on Mondays.'

test('a table most of whose cells are chosen stays whole, whatever their length, but for prose such as tooltips', () => {
  const table = pageParts('<table><tr><td>The long name of a lighthouse</td><td>311</td></tr><tr><td>Another long name</td><td>96</td></tr><tr><td>Height</td><td>7</td></tr></table>')
  expect(keptOf(table, [0.2, 0.9, 0.2, 0.9, 0.9, 0.9])).toHaveLength(6)
  expect(keptOf(table, [0.2, 0.9, 0.2, 0.9, 0.2, 0.2])).toHaveLength(2)
  const specs = pageParts(`<table><tr><td>Height</td><td>7</td></tr><tr><td>Weight <div>${TEXT}</div></td><td>311</td></tr></table>`)
  expect(keptOf(specs, [0.9, 0.9, 0.2, 0.3, 0.9])).toEqual(['Height', '7', 'Weight', '311'])
})

test('a quotation in a figure between chosen text stays with its source, past the caption of a picture; one behind the text, or before links, goes', () => {
  const figure = `<figure><blockquote>${TEXT} She leaks.</blockquote><figcaption>— the owner</figcaption></figure>`
  const page = (behind: string) => pageParts(`<p>${TEXT} It rained.</p>${figure}<figure><img src="b.jpg"><figcaption>The boat</figcaption></figure>${behind}`)
  expect(keptOf(page(`<p>${TEXT} It snowed.</p>`), [0.9, 0.3, 0.3, 0.1, 0.9])).toEqual([`${TEXT} It rained.`, `${TEXT} She leaks.`, '— the owner', `${TEXT} It snowed.`])
  expect(keptOf(page('<p>More stories</p>'), [0.9, 0.3, 0.3, 0.1, 0.1])).toEqual([`${TEXT} It rained.`])
  expect(keptOf(page(`<p>${TEXT} It snowed.</p>`), [0.9, 0.05, 0.3, 0.1, 0.9])).toEqual([`${TEXT} It rained.`, `${TEXT} It snowed.`])
})

test('the first of a numbered row of headings stays; one that leads to no number does not', () => {
  const page = (first: string, second: string) => pageParts(`<h2>${first}</h2><p>Buy here</p><p>${TEXT}</p><h2>${second}</h2><p>${TEXT}</p>`)
  const scores = [0.3, 0.1, 0.9, 0.9, 0.9]
  expect(keptOf(page('1. The oak', '2. The elm'), scores)).toContain('1. The oak')
  expect(keptOf(page('The oak', 'The elm'), scores)).not.toContain('The oak')
  expect(keptOf(page('1. The oak', '7. The elm'), scores)).not.toContain('1. The oak')
})

test('titles of items in a row stay with their text; a label above a text that has no twin does not', () => {
  const item = (title: string) => `<div class="item"><div class="head"><a href="#">${title}</a></div><div class="body"><p>${TEXT}</p></div></div>`
  const scores = [0.9, 0.4, 0.9, 0.4, 0.9]
  expect(keptOf(pageParts(`<p>${TEXT}</p><div>${item('Does it chime')}${item('Who winds it')}</div>`), scores)).toEqual([TEXT, 'Does it chime', TEXT, 'Who winds it', TEXT])
  expect(keptOf(pageParts(`<p>${TEXT}</p><div>${item('Does it chime')}</div>`), [0.9, 0.4, 0.9])).toEqual([TEXT, TEXT])
  expect(keptOf(pageParts(`<p>${TEXT}</p><div>${item('Does it chime')}${item('Who winds it')}</div>`), [0.9, 0.1, 0.9, 0.1, 0.9])).toEqual([TEXT, TEXT, TEXT])
})

test('what is folded away behind the text stays with its summary; a menu that unfolds does not, nor what is surely none', () => {
  const page = (folded: string) => pageParts(`<div><p>${TEXT}</p><details><summary>Why Sundays?</summary>${folded}</details></div>`)
  expect(keptOf(page(`<p>${TEXT} Always.</p>`), [0.9, 0.3, 0.3])).toEqual([TEXT, 'Why Sundays?', `${TEXT} Always.`])
  expect(keptOf(page(`<p>${TEXT} Always.</p>`), [0.9, 0.3, 0.1])).toEqual([TEXT])
  expect(keptOf(page('<ul><li><a href="/a">Bells</a></li><li><a href="/b">Clocks</a></li></ul>'), [0.9, 0.3, 0.3, 0.3])).toEqual([TEXT])
  expect(keptOf(pageParts(`<div><p>${TEXT}</p></div><aside><details><summary>Why Sundays?</summary><p>${TEXT} Always.</p></details></aside>`), [0.9, 0.3, 0.3])).toEqual([TEXT])
})

test('of what is folded away there may be as much as there is memory for', () => {
  const TWO_HUNDRED_THOUSAND = 200_000
  const [text, folded, ...others] = pageParts(`<div><p>${TEXT}</p><details><summary>Why Sundays?</summary><p>${TEXT} Always.</p></details></div>`)
  const blocks = [text!, folded!, ...Array<PartOfPage>(TWO_HUNDRED_THOUSAND).fill(others[0]!)].map((block, index) => ({ ...block, index }))
  const marks = { suspected: blocks.map(() => false), residue: blocks.map(() => false) }
  expect(foldedParts(blocks, new Float32Array(blocks.length).fill(0.3), blocks.map((_, index) => index === 0), marks)).toHaveLength(blocks.length - 1)
})

test('the source below a quotation stays with it; another caption does not', () => {
  const source = '<figcaption>Rosalind Tew, painter</figcaption>'
  expect(keptOf(pageParts(`<p>${TEXT}</p><figure><blockquote>${TEXT}</blockquote>${source}</figure>`), [0.9, 0.9, 0.3])).toHaveLength(3)
  expect(keptOf(pageParts(`<p>${TEXT}</p><figure><blockquote>${TEXT}</blockquote>${source}</figure>`), [0.9, 0.2, 0.3])).toHaveLength(1)
  expect(keptOf(pageParts(`<blockquote>${TEXT}</blockquote><figure><img src="a.jpg">${source}</figure>`), [0.9, 0.3])).toHaveLength(1)
})

test('prose in a section that looks like the one with most of the choice stays, but for what is surely none; sections of other classes go', () => {
  const page = (last: string) => pageParts(`<article><div class="inner column"><p>${TEXT}</p><p>${TEXT} Twice.</p></div><div class="full"><img src="a.jpg"></div>
    <div class="${last}"><h3>A start</h3><p>${TEXT} Thrice.</p></div></article>`)
  expect(keptOf(page('inner column'), [0.9, 0.9, 0.2, 0.2])).toHaveLength(4)
  expect(keptOf(page('inner column'), [0.9, 0.9, 0.2, 0.1])).toHaveLength(2)
  expect(keptOf(page('inner column'), [0.9, 0.9, 0.2, 0.2], [3])).toHaveLength(2)
  expect(keptOf(page('inner teaser'), [0.9, 0.9, 0.2, 0.2])).toHaveLength(2)
})
