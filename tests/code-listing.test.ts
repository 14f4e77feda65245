/** Protects what is taken for code in a text without fences: listings of any kind are, and labels, prices, forms and scripts of the page are not. */
import { describe, expect, it } from 'vitest'
import { codeLines } from '../src/measure/code-listing.js'
import { cpuTime } from './cpu-time.js'

const PROSE = 'The harbour board voted on Tuesday to mend the old pier before the winter storms arrive, and nobody asked what it costs.'

function listed(...said: readonly string[]): readonly string[] {
  const lines = [PROSE, ...said, PROSE]
  const text = lines.join('\n')
  let at = 0
  const ranges = lines.map(line => {
    const from = at
    at += line.length + 1
    return { from, to: from + line.length }
  })
  const found = codeLines(text, ranges)
  return found ? lines.filter((_, index) => found[index] === 1) : []
}

describe('a listing', () => {
  it.each([
    ['C', ['#include <stdio.h>', 'int main(void) {', 'int comments = 0;', 'return comments;', '}']],
    ['Java', ['public class Worker {', '@Override', 'public void run() {', 'log.info("Comments: {}", job.comments());', '}', '}']],
    ['a session', ['>>> from billing import queue', '>>> queue.size()', '12', '>>> exit()']],
    ['a difference', ['--- a/worker.js', '+++ b/worker.js', '@@ -10,7 +10,7 @@', '- const timeout = 5000', '+ const timeout = 30000']],
    ['a stack', ['at Worker.run (worker.js:12:5)', 'at async main (index.js:40:3)', 'at load(index.js)']],
    ['settings', ['host: mail.example.org', 'port: 6379', 'share: true', 'tags:', '- queue', '- mail', 'comments: false']],
  ])('%s is one, whole', (_, lines) => {
    expect(listed(...lines)).toEqual(lines)
  })

  it('goes on over a line or two that might be anything, and ends at prose', () => {
    const session = ['$ npm install', 'added 14 packages', '$ node worker.js', 'Listening', '$ exit']
    expect(listed(...session, PROSE, 'Share', '}')).toEqual(session)
  })
})

describe('no listing are', () => {
  it.each([
    ['labels with a colon', ['Author: Ana Ruiz', 'Published: 4 March 2026', 'Tags: pier, storm', 'Share:', 'Comments: 3', 'Filed under: News']],
    ["a document's own fields", ['title: The pier', 'author: Ana Ruiz', 'date: 2026-03-04', 'url: https://post.example/pier', 'tags: pier, storm', 'words: 812']],
    ['prices', ['$ 25.00', '$ 14.99', '$ 7.50', 'Add to cart']],
    ['fields of a form', ['Name(Required)', 'Email(Required)', 'Company', 'Message(Required)', 'Required(*)']],
    ['counts behind names', ['Windows(40)', 'Linux(12)', 'Android(5)', 'macOS(3)']],
    ['arrows between links', ['« Previous', 'Next ->', '<- Back', 'Home > News > Harbour']],
    ['handles', ['@harbour_board', '@orrinpost', '@example', '@ferry']],
    ['entries of a list', ['- nets', '- rope', '- tar', '- nails', '- paint', '- a good brush']],
    ['entries that end with a semicolon', ['the pier, which is old;', 'the shed, which is new;', 'the crane, which nobody needs;']],
    ['quoted lines', ['"Who will pay?"', '"Not I," said the mayor.', '"Then who?"', '"The sea."', '"It never has."']],
    ['scripts of the page', ['window.dataLayer = window.dataLayer || [];', 'function gtag(){dataLayer.push(arguments);}', "gtag('js', new Date());", "gtag('config', 'X-1');"]],
    ['paragraphs of a statute', ['(a) the owner of the ship (or of a raft);', '(b) the owner(s) of the pier;', '"ship" means any vessel (including a raft);', 'WHEREAS the pier is old;']],
    ['verses', ['the sea (my sea);', 'and the grey (grey) rain;', '"come home";', 'the boats ["hulls"] wait;']],
    ['quotations in quotations', ['>>> I think that the pier should be mended this year.', '>>> Nobody else will do it.', '>>> They never have.', '>> Why not?', '> Well.']],
    ['away games', ['at Boston (7:05 p.m.)', 'at Toronto (Gausman 5-3)', 'at Detroit (1:10)', 'sub Jones (62)', 'class 3 (boys):']],
    ['titles and what they got', ['"Dune": five stars', '"Arrival": 4 stars', "'Solaris': a long night"]],
    ['parts of a recipe', ['for the dough (two loaves):', 'flour: 500 g', 'salt: a pinch', 'for the crust (optional):', 'eggs: 3', 'milk: 1 cup']],
    ['who says what', ['ann: hello there', 'bob: hi', 'ann: is the pier mended?', 'bob: no', 'ann: I was at the board yesterday, and nobody there had heard of it at all.', 'bob: bye']],
    ['hours', ['montag: geschlossen', 'dienstag: 9-12', 'mittwoch: 9-12', 'donnerstag: 14-18', 'freitag: 9-12']],
    ['smiles', ['))', 'see you)', ')))', '))', 'yes))']],
    ['fields of a form that say more', ['Name(required, will be shown)', 'Email(required, will not be shown)', 'Site(if you have one, with http)']],
    ['one line of code', ['npm.install("queue");']],
  ])('%s', (_, lines) => {
    expect(listed(...lines)).toEqual([])
  })
})

it('takes lines of any marks in linear time', () => {
  for (const mark of ['{', '"', 'if =', 'a(=', '<a>', ')', '(a (', '= ']) {
    const lines = Array<string>(8000).fill(mark.repeat(240).slice(0, 239))
    const [text, ranges] = [lines.join('\n'), lines.map((_, at) => ({ from: at * 240, to: at * 240 + 239 }))]
    // Some took 7 seconds.
    expect(cpuTime(() => codeLines(text, ranges)), mark).toBeLessThan(1500)
  }
})
