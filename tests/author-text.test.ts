/** Protects the author's words where they look like boilerplate: each case was lost once, in a review by fresh eyes. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner } from '../src/index.js'
import { cpuTime } from './cpu-time.js'

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook({ sites: false }))
})

const SENTENCE = 'The ferry left the east quay at nine, with two hundred passengers and a brass band on deck, said the harbour master. '
const P = `<p>${SENTENCE}${SENTENCE}</p>`
const page = (inner: string) => `<html lang="en"><body><main><article><h1>A title of its own</h1>${P}${P}${inner}${P}${P}</article></main></body></html>`

describe('pages keep', () => {
  it.each([
    ['questions and answers of an accordion', '<div class="accordion"><button aria-expanded="false">How do I rent a bike?</button><div class="panel" hidden><p>Come to the kiosk.</p></div><button aria-expanded="false">Elsewhere?</button><div class="panel" hidden><p>No.</p></div></div>', ['How do I rent a bike?', 'Come to the kiosk.', 'No.']],
    ['entries of a list that stays', '<ul><li>Clothes</li><li>Sleep</li><li>Share</li><li>Print</li><li>Walk</li></ul>', ['- Share', '- Print']],
    ['steps of instructions', '<ol><li>Open the lid</li><li>Print</li><li>Log in</li><li>Close the lid</li></ol>', ['Print', 'Log in']],
    ['cells of a table', '<table><tr><th>Key</th><th>Does</th></tr><tr><td>P</td><td>Print</td></tr><tr><td>A</td><td>Advertisement</td></tr></table>', ['P | Print', 'A | Advertisement']],
    ['the caption of a table', '<table><caption>Boats by year</caption><tr><td>1911</td><td>12</td></tr></table>', ['Boats by year']],
    ['a heading over a short sentence', '<h2>Search</h2><p>Look at every piece.</p><h2>Share</h2><p>Give one away.</p>', ['Search', 'Share', 'Give one away.']],
    ['a notice that is all its heading heads', '<h2>2. Cookies</h2><p>We use cookies to remember your language, and for nothing else.</p><h2>3. Letters</h2>', ['We use cookies to remember']],
    ['a sentence after words that announce teasers', '<h2>Read more</h2><p>I did read more, and slept less.</p>', ['I did read more']],
    ['dates of a changelog', '<h2>2.1.0</h2><p>2025-03-01</p><ul><li>Fixes the lid.</li></ul><h2>2.0.0</h2><p>2025-02-11</p><ul><li>Adds a lid.</li></ul>', ['2025-03-01', '2025-02-11']],
    ['what a recipe says of its times', '<div class="recipe-meta">Prep time: 10 min Cook time: 40 min</div>', ['Prep time: 10 min']],
    ['the reviewer\'s own rating', '<div class="rating">Rating: 4 out of 5</div>', ['Rating: 4 out of 5']],
    ['a line of dialogue that a button could say', '<p>“Subscribe!”</p><p>She said it twice.</p><p>— Share?</p>', ['“Subscribe!”', '— Share?']],
    ['a button that a sentence names', '<p>Press <button>OK</button> to go on.</p>', ['Press OK to go on.']],
    ['formulas in their line', '<p>We say that <math><mi>x</mi><mo>=</mo><mn>1</mn></math> holds for every boat, whatever its length or its age may be.</p>', ['We say that x=1 holds']],
  ])('%s', (_, html, kept) => {
    const { text } = cleaner.fromHtml(page(html))
    for (const words of kept) expect(text).toContain(words)
  })

  it.each(['<![CDATA[', '<![CDATA[ a note ]]>', '<![endif]>', '<![if !IE]>'])('everything behind %s in an HTML page, where it is a comment up to its >', opened => {
    const { text } = cleaner.fromHtml(page(`<p>Words that stand before it, <b>in bold</b> and not.</p>${opened} <p>The ferry sails at noon, and everyone knows it by heart.</p>`))
    expect(text).toContain('Words that stand before it, in bold')
    expect(text).toContain('The ferry sails at noon')
    expect(text).not.toContain('CDATA')
  })

  it.each([
    '<noscript><iframe src="https://tags.example/ns.html" height="0"></noscript>',
    '<noscript><iframe src="https://tags.example/ns.html"/></noscript>', '<iframe src="https://video.example/7">',
  ])('everything behind the unclosed frame %s', frame => {
    const { text } = cleaner.fromHtml(page(`<p>Words that stand before it, <b>in bold</b> and not.</p>${frame}<p>The ferry sails at noon, and everyone knows it by heart.</p><iframe src="/b"></iframe>`))
    expect(text).toContain('The ferry sails at noon')
  })

  it('everything of an XHTML page with self-closing elements and CDATA', () => {
    const html = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>F</title><script src="a.js"/><style/></head><body><div id="nav"/><a name="top"/>${P}${P}<p><![CDATA[A < B & C is a sentence of its own, with a comma, and it must be read.]]></p></body></html>`
    const { text, verdict } = cleaner.fromHtml(html)
    expect(text).toContain('two hundred passengers')
    expect(text).toContain('A < B & C is a sentence')
    expect(verdict).not.toBe('empty')
  })

  it('what only <noframes> shows of a frameset', () => {
    expect(cleaner.fromHtml(`<html><frameset cols="20%,80%"><frame src="a"><noframes><body>${P}</body></noframes></frameset></html>`).text)
      .toContain('two hundred passengers')
  })
})

describe('texts keep', () => {
  const around = (line: string) => `${SENTENCE.trim()}\n\n${line}\n\nTickets cost as much as they did in 2019, say the islanders who asked for the line.\n`
  it.each([
    'Sign up for our newsletter. That is the prose of our age, and I have read more of it than of Homer. I am not the better for it.',
    'This website uses cookies. So does my grandmother, and hers are better. Nobody has yet asked her for her consent.',
    'Was this article helpful? It is the question that I should like to ask of every life. Nobody answers it in time.',
    '“Share?”',
    '"Subscribe," he said, "or leave."',
    'Related: his brother.',
    'Tags: none. Bags: two.',
    'Photo: a boat in a tree, sent by a reader of ours.',
  ])('%s', line => {
    expect(cleaner.fromText(around(line)).text).toContain(line)
  })

  it('a list of songs, whatever their titles say', () => {
    const songs = ['Follow Me', 'Read More', 'Advertisement', 'Back to Top', 'Stay', 'Seven Seas', 'The Pier', 'Low Tide', 'Rain', 'Brass']
    const list = songs.map((song, at) => `${at + 1}. ${song}`).join('\n')
    expect(cleaner.fromText(`${SENTENCE}\n\n${list}\n\n${SENTENCE}`).text).toContain(list)
  })

  it('a text of 300,000 lines, half of them boilerplate', () => {
    const text = 'Share this article\nwords of one line and three\n'.repeat(150_000)
    expect(cpuTime(() => expect(cleaner.fromText(text).verdict).not.toBe('failed'))).toBeLessThan(30_000)
  })

  it('and say so when little is left of the prose', () => {
    const notice = 'We use cookies to improve your experience on this website and to show you more.\n\n'
    const { signals, verdict } = cleaner.fromText(notice.repeat(2) + SENTENCE)
    if (signals.proseKept < 0.6) expect(verdict).toBe('partial')
    expect(signals.proseKept).toBeLessThan(1)
  })
})

describe('still go', () => {
  it.each([
    ['copyright lines in any language', `${SENTENCE}\n\n${SENTENCE}\n\n© 2025 Ταχυδρόμος`, '© 2025'],
    ['rows of platform names', `Facebook\nWhatsApp\nTelegram\n\n${SENTENCE}\n\n${SENTENCE}`, 'WhatsApp'],
  ])('%s', (_, text, gone) => {
    expect(cleaner.fromText(text).text).not.toContain(gone)
  })
})
