// Protects the figures: every expected value here was computed by hand from the definitions.
import { describe, expect, it } from 'vitest'
import { parseHTML } from 'linkedom'
import { htmlToText, nodeToText } from '../../bench/html-to-text.mjs'
import { diffLines } from '../../bench/line-diff.mjs'
import {
  scorePage, shingleConfusion, shingleSummary, shingles, snippetShare, tokenize, wordOverlap,
} from '../../bench/score.mjs'

const overlap = (output: string, gold: string) => wordOverlap(tokenize(output), tokenize(gold))

describe('tokens', () => {
  it('are lower-cased runs of letters, digits and underscore in any script', () => {
    expect(tokenize('Well-known snake_case, 3.5 kg; ÜBER Привет! 你好 مرحبا')).toEqual([
      'well', 'known', 'snake_case', '3', '5', 'kg', 'über', 'привет', '你好', 'مرحبا',
    ])
  })

  it('are none in white space and punctuation', () => {
    expect(tokenize(' \n – … !')).toEqual([])
  })
})

describe('word precision, recall and F1', () => {
  it('counts each token as often as both sides have it', () => {
    // output 5 tokens, gold 4; shared: the ×2, cat ×1
    const score = overlap('the the the cat flew', 'The cat, the dog')
    expect(score.precision).toBeCloseTo(3 / 5, 12)
    expect(score.recall).toBeCloseTo(3 / 4, 12)
    expect(score.f1).toBeCloseTo(2 / 3, 12)
  })

  it('does not look at order', () => {
    expect(overlap('dog the cat', 'the cat dog').f1).toBe(1)
  })

  it('is 1 for empty output on empty gold, 0 for any output on it', () => {
    expect(overlap(' … ', '')).toEqual({ precision: 1, recall: 1, f1: 1 })
    expect(overlap('word', '')).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  it('is 0 for empty output and for no common token', () => {
    expect(overlap('', 'word')).toEqual({ precision: 0, recall: 0, f1: 0 })
    expect(overlap('one two', 'three')).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  it('takes words from tokens that share a name with an object property', () => {
    expect(overlap('constructor toString', 'constructor __proto__').recall).toBe(0.5)
  })
})

describe('snippets', () => {
  it('are looked for in the lower-cased output, letter by letter', () => {
    expect(snippetShare('It WAS a quiet morning.', ['was a Quiet', 'was a  quiet', 'evening', 'morning.'])).toBe(0.5)
  })

  it('have no share on a page without any', () => {
    expect(snippetShare('text', [])).toBeNull()
  })
})

describe('4-token shingles', () => {
  it('keep case, and a shorter text is one shingle', () => {
    expect(shingles('A b c d E')).toEqual(['A b c d', 'b c d E'])
    expect(shingles('Two words')).toEqual(['Two words'])
    expect(shingles('')).toEqual([])
  })

  it('give shares of one page that sum to 1', () => {
    // output abcd bcde · gold abcd bcdx cdxy: one in common
    expect(shingleConfusion('a b c d e', 'a b c d x y')).toEqual({ tp: 0.25, fp: 0.25, fn: 0.5 })
    // case differs, so nothing in common
    expect(shingleConfusion('A b c d', 'a b c d')).toEqual({ tp: 0, fp: 0.5, fn: 0.5 })
    expect(shingleConfusion('', '')).toEqual({ tp: 0, fp: 0, fn: 0 })
  })

  it('count repeated shingles as often as both sides have them', () => {
    // output: aaaa ×3 · gold: aaaa ×1
    expect(shingleConfusion('a a a a a a', 'a a a a')).toEqual({ tp: 1 / 3, fp: 2 / 3, fn: 0 })
  })

  it('are summed up as F1 of mean precision and mean recall', () => {
    const summary = shingleSummary([
      { tp: 0.5, fp: 0.5, fn: 0 }, // precision 1/2, recall 1
      { tp: 0.25, fp: 0, fn: 0.75 }, // precision 1, recall 1/4
      { tp: 0, fp: 0, fn: 1 }, // no output: counts for recall alone
    ])
    expect(summary.precision).toBeCloseTo(0.75, 12)
    expect(summary.recall).toBeCloseTo(1.25 / 3, 12)
    expect(summary.f1).toBeCloseTo((2 * 0.75 * (1.25 / 3)) / (0.75 + 1.25 / 3), 12)
  })
})

describe('a page', () => {
  it('gets all its figures', () => {
    const gold = { main: 'One two three four.', with: ['two three'], without: ['subscribe', 'five'] }
    const score = scorePage('one Two three four five', gold)
    expect(score).toMatchObject({
      precision: 0.8, recall: 1, withFound: 1, withoutLeaked: 0.5, tokens: 5, goldTokens: 4,
    })
    expect(score.f1).toBeCloseTo(8 / 9, 12)
  })
})

describe('text of the peers\' HTML', () => {
  it('has a line break at every block element and none at inline ones', () => {
    const html = '<div>one<p>two  <b>three</b>s</p>four<br>five</div><ul><li>six<li>seven</ul>' +
      '<table><tr><td>eight</td><td>nine</td></tr></table>ten'
    expect(htmlToText(html).split('\n')).toEqual([
      'one', 'two threes', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
    ])
  })

  it('leaves out scripts and styles, keeps the lines of pre', () => {
    expect(htmlToText('<style>p{}</style><pre>a\nb</pre><script>c()</script>')).toBe('a\nb')
  })

  it('sets tags apart and leaves elements out when asked', () => {
    const { document } = parseHTML('<html><body><nav>Home</nav> <p>One</p> <p>Two</p><ul> <li>a<br>b</li> <li>c</li></ul></body>')
    const skips = (element: { localName: string }) => element.localName === 'nav'
    expect(nodeToText(document.body, { apart: new Set(['p']), skips })).toBe('One\n\nTwo\n\na\nb\nc')
    expect(nodeToText(document.body)).toBe('Home\nOne\nTwo\na\nb\nc')
  })

  it('is empty for null, and survives 20,000 nested elements', () => {
    expect(htmlToText(null)).toBe('')
    expect(htmlToText(`${'<div>'.repeat(20_000)}deep`)).toBe('deep')
  })
})

describe('line difference', () => {
  it('names extra and missing lines in reading order', () => {
    expect(diffLines(['a', 'x', 'b'], ['a', 'b', 'c'])).toEqual([{ sign: '+', line: 'x' }, { sign: '-', line: 'c' }])
    expect(diffLines([], [])).toEqual([])
  })
})
