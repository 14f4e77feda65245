/** Protects the scanner that tells a source's tokens: the very tokens of htmlparser2, on which linkedom's document rests. */
import fc from 'fast-check'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { tellTokens } from '../src/measure/scan-source.js'

/** What is told, with the text it points at; of a tag only when it ends, since both may tell the beginning of one that never does. */
function recorder(html: string): { readonly told: string[]; readonly sink: TokenizerCallbacks } {
  const told: string[] = []
  let tag: string[] = []
  const part = (from: number, to: number) => `${from} ${html.slice(from, to)}`
  const nothing = () => {}
  return {
    told,
    sink: {
      ontext: (from, to) => { told.push(`text ${part(from, to)}`) },
      onopentagname: (from, to) => { tag = [part(from, to)] },
      onattribname: (from, to) => { tag.push(part(from, to)) },
      onattribdata: (from, to) => { tag.push(`= ${part(from, to)}`) },
      onopentagend: to => { told.push(`open ${tag.join(' ')} ${to}`) },
      onselfclosingtag: to => { told.push(`empty ${tag.join(' ')} ${to}`) },
      onclosetag: (from, to) => { told.push(`close ${part(from, to)}`) },
      onend: () => { told.push('end') },
      onattribend: nothing, onattribentity: nothing, oncomment: nothing, oncdata: nothing, ondeclaration: nothing,
      onprocessinginstruction: nothing, ontextentity: nothing,
    },
  }
}

function scanned(html: string): string[] {
  const { told, sink } = recorder(html)
  tellTokens(html, sink)
  return told
}

function tokenized(html: string): string[] {
  const { told, sink } = recorder(html)
  const tokenizer = new Tokenizer({ decodeEntities: false }, sink)
  tokenizer.write(html)
  tokenizer.end()
  return told
}

const MARKS = [
  '<', '>', '/', '=', '"', "'", ' ', '\n', '\f', '\v', '!', '?', '-', '--', '[', ']', '&', 'a', 'B', '1', 'é', '\u0000', '\u001c', '\u000f',
  '</', '/>', '<p>', '</p>', '<a href=', '<b c="d" e>', '<!doctype html>', '<!-- x -->', '<!', '<?xml?>', '<![CDATA[x]]>',
  '<title>', '</title>', '</TITLE >', '<script>', '</script>', '</script', '<style/>', '<style>', '</style\n>', '<textarea>', '</textarea>', '<xmp>',
  '</xmp>', '<titles>', '</titl', '<s>', '<T>',
]
const soup = fc.array(fc.constantFrom(...MARKS), { maxLength: 24 }).map(parts => parts.join(''))

describe('the tokens of a source', () => {
  it('are those of htmlparser2, whatever the source', () => {
    fc.assert(fc.property(soup, html => { expect(scanned(html)).toEqual(tokenized(html)) }), { seed: 11, numRuns: 4000 })
  })

  it.each([
    ['text before, between and behind', 'one <b>two</b> three'],
    ['a tag of many habits', '<a  href = "x>y"title=\'z\' HIDDEN data-x=1/2 / class=a/>'],
    ['marks that begin nothing', '1 < 2 << 3 </> </ > <1>'],
    ['text that is not markup', '<title>A <b> & </titles> end</TITLE\n>behind<textarea><p></textarea>'],
    ['a comment, from which on the Tokenizer is asked', '<p>a</p><!-- <p> --><p class=x>b</p>'],
    ['a tag that never ends', '<p>text</p><a href="x'],
    ['an end tag that never ends', '<p>text</p '],
  ])('are those of htmlparser2: %s', (_, html) => {
    expect(scanned(html)).toEqual(tokenized(html))
  })
})
