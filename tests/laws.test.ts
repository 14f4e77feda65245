/** Protects what holds for every document, with documents made at random from pieces of real ones (fixed seed). */
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner, type DomDocument, type Source } from '../src/index.js'
import { blockRules, elementRules } from '../src/rules/registry.js'
import { prune } from '../src/stages/prune.js'
import { refine } from '../src/stages/refine.js'

const SEED = 20261123
const NO_SOURCE: Source = { url: null, contentType: null, lang: null }

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook({ sites: false }), { formats: ['markdown', 'html'] })
})

function law<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, holds: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, holds), { seed: SEED, numRuns })
}

// ── Pieces ───────────────────────────────────────────────────────────────────

const WORDS = (
  'the lake chain winter bread harbour a of and measured walked ferry share print comments newsletter read more sister nine ' +
  'tower slowly before it follow next tags photo source Anna Lisbon 1911 been was to under home search'
).split(' ')

const words = (min: number, max: number) => fc.array(fc.constantFrom(...WORDS), { minLength: min, maxLength: max }).map(list => list.join(' '))
const sentence = words(8, 24).map(text => `${text.charAt(0).toUpperCase()}${text.slice(1)}, and so on.`)
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map(sentences => sentences.join(' '))

const LABELS = [
  'Share', 'Share this article', 'Facebook', 'WhatsApp', 'Telegram', 'Read more', 'Related articles', 'You may also like', 'Tags: lake, bread',
  'Advertisement', 'Leave a reply', '3 comments', 'Reply', 'By Anna Lisbon', 'Published: 12 March 2026', '12/03/2026', 'Photo: Anna Lisbon',
  'Subscribe to our newsletter', 'We use cookies to improve your experience on our website.', 'Print', '5 min read', 'Next page', 'Back to top',
  'Home', 'Menu', 'Select language', 'English', 'Deutsch', 'Français', 'All rights reserved', '© 2026 The Lake', 'Animated ArrowAnimated Arrow',
  'Get the app', 'Was this helpful?', 'mirror.', 'World', 'The lake in winter is measured again', 'Source: Lake News', 'Read more: the tower by night',
]
const label = fc.constantFrom(...LABELS)

const noisyLine = fc.oneof(
  { weight: 4, arbitrary: paragraph }, { weight: 5, arbitrary: label }, { weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: words(1, 6) },
  { weight: 1, arbitrary: words(1, 5).map(text => `- ${text}`) }, { weight: 1, arbitrary: label.map(text => `- ${text}`) },
  { weight: 1, arbitrary: words(1, 4).map(text => `## ${text}`) }, { weight: 1, arbitrary: sentence.map(text => `> ${text}`) },
  { weight: 1, arbitrary: sentence.map(text => `  ${text} <!– <!–`) }, { weight: 1, arbitrary: paragraph.map(text => `${text} (Photo: Anna Lisbon)`) },
)
const noisyText = fc.tuple(fc.array(noisyLine, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\n\n'))
  .map(([lines, lineBreak]) => lines.join(lineBreak))

const menuEntry = words(1, 5).map(text => text.charAt(0).toUpperCase() + text.slice(1))
/** An article between the menus and the footer of its page. */
const wholePage = fc.tuple(
  fc.array(menuEntry, { minLength: 30, maxLength: 70 }), fc.array(noisyLine, { minLength: 20, maxLength: 50 }), fc.array(menuEntry, { minLength: 30, maxLength: 70 }),
).map(parts => parts.flat().join('\n'))

const link = (text: string) => `<a href="/${text.length}">${text}</a>`
const list = (className: string, entries: readonly string[]) =>
  `<ul class="${className}">${entries.map(entry => `<li>${link(entry)}</li>`).join('')}</ul>`
const piece = fc.oneof(
  { weight: 6, arbitrary: paragraph.map(text => `<p>${text}</p>`) },
  { weight: 2, arbitrary: label.map(text => `<div>${text}</div>`) },
  { weight: 1, arbitrary: words(1, 5).map(text => `<h2>${text}</h2>`) },
  { weight: 1, arbitrary: fc.array(words(1, 2), { maxLength: 6 }).map(entries => `<nav>${list('menu', entries)}</nav>`) },
  { weight: 1, arbitrary: fc.constant(`<div class="share-bar">${link('Facebook')}${link('WhatsApp')}</div>`) },
  { weight: 1, arbitrary: fc.array(words(3, 9), { maxLength: 5 }).map(entries => `<h3>Related articles</h3>${list('related', entries)}`) },
  { weight: 1, arbitrary: fc.array(paragraph, { maxLength: 4 }).map(all => `<section id="comments"><h3>${all.length} comments</h3>${all.map(text => `<p>${text}</p>`).join('')}</section>`) },
  { weight: 1, arbitrary: paragraph.map(text => `<blockquote>${text}</blockquote>`) },
  { weight: 1, arbitrary: words(1, 6).map(text => `<table><tr><td>Print</td><td>${text}</td></tr></table>`) },
  { weight: 1, arbitrary: label.map(text => `<p hidden>${text}</p><figure><img src="a.jpg" alt=""><figcaption>${text}</figcaption></figure>`) },
)
const section = fc.tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom('div', 'article', 'main', 'aside', 'footer'), fc.nat(4))
  .map(([pieces, tag, depth]) => `${'<div>'.repeat(depth)}<${tag}>${pieces.join('\n')}</${tag}>${'</div>'.repeat(depth)}`)
const html = fc.array(section, { minLength: 1, maxLength: 5 })
  .map(sections => `<!doctype html><html lang="en"><head><title>The lake in winter</title></head><body>${sections.join('')}</body></html>`)

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.oneof(fc.constantFrom('<', '>', '</p', '<p', '<!--', ']]>', '<!–', '&#0;', '&amp', '<td>', '<svg>', '<template>', '<base href=', '"', '#', '* ', '\u2028', '\u0085', '\ufeff', '\ud800', '\0', '```\n', '\r', '(Photo: '), fc.string({ maxLength: 8 })), { maxLength: 60 })
    .map(parts => parts.join('')),
)

// ── Laws ─────────────────────────────────────────────────────────────────────

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029\u0085\v\f]/
const WHITE = /[\s\u0085]+/gu

/** All characters of `part` stand in `whole`, in the same order. */
function isSubsequence(part: string, whole: string): boolean {
  let at = 0
  for (let index = 0; index < part.length; index++) {
    at = whole.indexOf(part.charAt(index), at) + 1
    if (at === 0) return false
  }
  return true
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

function wordsInOrder(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const word of part) {
    at = whole.indexOf(word, at) + 1
    if (at === 0) return false
  }
  return true
}

describe('a noisy text', () => {
  it('that was cleaned is clean: a second cleaning changes nothing', () => {
    law(noisyText, 200, text => {
      const once = cleaner.fromText(text).text
      expect(cleaner.fromText(once).text).toBe(once)
    })
  })

  it('of a whole page is not judged anew when its menus have gone', () => {
    law(wholePage, 60, text => {
      const once = cleaner.fromText(text).text
      expect(cleaner.fromText(once).text).toBe(once)
    })
  })

  it('comes out byte by byte when nothing is removed', () => {
    law(fc.oneof(noisyText, strange), 200, text => {
      const cleaned = cleaner.fromText(text)
      if (cleaned.removals.length === 0 && cleaned.verdict !== 'not-text') expect(cleaned.text).toBe(text.replace(/^\ufeff/, ''))
    })
  })

  it('is never rewritten: the output is the input with characters left out, and its lines are lines with characters left out', () => {
    law(noisyText, 200, text => {
      const { text: output } = cleaner.fromText(text)
      expect(isSubsequence(output, text)).toBe(true)
      const lines = text.split(LINE_BREAK)
      let from = 0
      for (const line of output.split(LINE_BREAK)) {
        const at = lines.findIndex((candidate, index) => index >= from && isSubsequence(line, candidate))
        expect(at, line).toBeGreaterThanOrEqual(0)
        from = at
      }
    })
  })

  it('loses exactly what its ledger says', () => {
    law(noisyText, 100, text => {
      const { text: output, removals } = cleaner.fromText(text)
      const gone = new Uint8Array(text.length)
      for (const { from, to } of removals) gone.fill(1, from, to)
      const kept = [...gone.keys()].filter(at => !gone[at]).map(at => text.charAt(at)).join('')
      expect(output.replace(WHITE, '')).toBe(kept.replace(WHITE, ''))
    })
  })
})

describe('a page', () => {
  it('says nothing that its source does not say, and in its order', () => {
    law(html, 60, source => {
      const { text } = cleaner.fromHtml(source)
      expect(wordsInOrder(wordsOf(text), wordsOf(source.replace(/<[^>]*>/g, ' ')))).toBe(true)
    })
  })

  it('that the caller parsed is not changed', () => {
    law(html, 40, source => {
      const { document } = parseHTML(source)
      const before = document.toString()
      cleaner.fromDocument(document)
      expect(document.toString()).toBe(before)
    })
  })

  it('is cleaned alike from its source and from a document', () => {
    law(html, 30, source => {
      const { document } = parseHTML(source)
      expect(cleaner.fromDocument(document as unknown as DomDocument).text).toBe(cleaner.fromHtml(source).text)
    })
  })

  it.each([
    ['<p>The force on the walls is <script type="math/tex">F < k \\Delta x</script> in each storm of the winter.</p><div><script type="math/tex; mode=display">% <![CDATA[\na & b %]]></script></div><p>The walls have stood it for three hundred years, and the storms have not.</p>', '\\(F < k \\Delta x\\)'],
    ['<p>The force on the walls is <span class="MathJax">F</span><script type="math/tex">F</script> in each storm of the winter.</p>', 'is F in'],
  ])('that holds formulas for MathJax, too: %s', (source, said) => {
    const page = `<html><body><article><h1>Walls</h1>${source}</article></body></html>`
    const { document } = parseHTML(page)
    const { text } = cleaner.fromDocument(document)
    expect(text).toContain(said)
    expect(text).toBe(cleaner.fromHtml(page).text)
  })
})

describe('the order of the rules does not matter', () => {
  it('to elements', () => {
    law(fc.tuple(html, fc.shuffledSubarray([...elementRules], { minLength: elementRules.length })), 40, ([source, shuffled]) => {
      const { stages } = cleaner
      const described = stages.describe(stages.parse(stages.decode(source, NO_SOURCE, 'page')))
      const one = prune(described, elementRules, stages.prune(described).knowledge)
      const other = prune(described, shuffled, one.knowledge)
      expect(other.removed).toEqual(one.removed)
      expect(other.trail.removals).toEqual(one.trail.removals)
    })
  })

  it('to blocks', () => {
    law(fc.tuple(noisyText, fc.shuffledSubarray([...blockRules], { minLength: blockRules.length })), 80, ([text, shuffled]) => {
      const blocks = cleaner.stages.segmentText(cleaner.stages.decode(text, NO_SOURCE, 'text'))
      const [one, other] = [refine(blocks, blockRules), refine(blocks, shuffled)]
      expect(other.trail.removals).toEqual(one.trail.removals)
      expect(other.items).toEqual(one.items)
    })
  })
})

describe('no input makes cleaning fail', () => {
  const codes = (input: string | Uint8Array) =>
    [cleaner.fromHtml(input), cleaner.fromText(input)].flatMap(({ problems }) => problems.map(({ code }) => code))

  it('strings', () => {
    law(strange, 150, text => {
      expect(codes(text)).not.toContain('stage-failed')
    })
  })

  it('bytes', () => {
    law(fc.uint8Array({ maxLength: 300 }), 100, bytes => {
      expect(codes(bytes)).not.toContain('stage-failed')
    })
  })

  it('and no rule throws', () => {
    law(fc.oneof(html, noisyText, strange), 60, input => {
      expect(codes(input)).not.toContain('rule-failed')
    })
  })
})
