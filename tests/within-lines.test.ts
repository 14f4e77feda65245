/** Protects lines with formulas, buttons and fallbacks in them: what browsers lay out within a line cuts no sentence in two. */
import { describe, expect, it } from 'vitest'
import { parse } from '../src/stages/parse.js'

function lines(html: string): string[] {
  const page = parse({
    source: { url: null, contentType: null, lang: null }, text: html, encoding: 'utf-8', encodingFrom: 'string', trail: { removals: [], problems: [] },
  })
  return page.runs.map(run => page.textOf(run))
}

describe('formulas', () => {
  it.each([
    ['an annotation, which is not shown', '<p>If <math><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">\\a</annotation></semantics></math> is even, b is odd.</p>',
      ['If a is even, b is odd.']],
    ['an annotation in markup', '<p>If <math><semantics><mi>a</mi><annotation-xml><ci>a</ci></annotation-xml></semantics></math> is even.</p>', ['If a is even.']],
    ['a matrix', '<p>Let <math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></math> be given.</p>', ['Let 1 0 be given.']],
    ['a fraction', '<p>Take <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of it.</p>', ['Take 1/2 of it.']],
    ['a fraction of terms', '<p>So <math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math> it is.</p>', ['So (a+b)/c it is.']],
    ['scripts on both sides', '<p>As <math><mmultiscripts><mi>C</mi><mn>6</mn><none></none><mprescripts></mprescripts><mn>12</mn></mmultiscripts></math> decays.</p>', ['As C612 decays.']],
  ])('%s', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })
})

describe('controls and media', () => {
  it.each([
    ['a button that a sentence names', '<p>Press <button>OK</button> to go on.</p>', ['Press OK to go on.']],
    ['a button without white space around', '<p>Press<button>OK</button>.</p>', ['Press OK.']],
    ['a fallback', '<p>Before <noscript><img src="a.png"></noscript> and after</p>', ['Before and after']],
    ['a fallback that holds blocks', '<p>Before <noscript><div>x</div></noscript> and after</p>', ['Before and after']],
    ['a choice', '<li>Choose <select><option>1</option><option>2</option></select> of them</li>', ['Choose of them']],
    ['media', '<p>Hear <audio src="a.mp3"></audio>, then see <video src="a.mp4"><p>old browser</p></video> it</p>', ['Hear , then see it']],
    ['a gauge and a result', '<p>It is <meter>half</meter> full, <output>12</output> litres.</p>', ['It is half full, 12 litres.']],
  ])('%s stands within its line', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })

  it.each([
    ['a button behind a sentence', '<p>It went on. <button>Share</button></p>', ['It went on.', 'Share']],
    ['a button between paragraphs', '<div>One<button>Share</button>two</div>', ['One', 'Share', 'two']],
    ['a fallback between paragraphs', '<div>One<noscript>x</noscript>two</div>', ['One', 'two']],
    ['a button that begins a line', '<p><button>Share</button> It went on.</p>', ['Share', 'It went on.']],
  ])('%s stands apart', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })
})

describe('readings of words', () => {
  it.each([
    ['with brackets of their own', '<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>だ</p>', ['漢字(かんじ)だ']],
    ['without', '<p><ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>だ</p>', ['東(とう)京(きょう)だ']],
    ['empty', '<p><ruby>東<rt></rt></ruby>だ</p>', ['東だ']],
  ])('%s stand in brackets', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })
})
