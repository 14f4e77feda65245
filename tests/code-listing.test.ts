/** Protects what is taken for code in a text without fences: listings of any kind are, and labels, prices, forms and scripts of the page are not. */
import { describe, expect, it } from 'vitest'
import { codeLines } from '../src/measure/code-listing.js'

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
    ['one line of code', ['npm.install("queue");']],
  ])('%s', (_, lines) => {
    expect(listed(...lines)).toEqual([])
  })
})
