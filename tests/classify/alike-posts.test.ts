/** Protects: of a thread whose posts look alike no rule takes all but the first; who wrote a post, and what looks otherwise, goes. */
import { expect, test } from 'vitest'
import { alikePosts } from '../../src/classify/alike-posts.js'
import { pageBlocks } from '../render/documents.js'

const TEXT = 'The relay clicks twice where it should click once, and the lamp goes out at every second turn of the wheel.'
const post = (name: string, text: string) => `<div class="${name}"><span class="by">Hedda, 3 hours ago</span><div><p>${text}</p></div></div>`
const html = `${post('item comment', TEXT)}${post('item comment', `${TEXT} Twice.`)}${post('item comment', 'Thank you!')}${post('side-comment', `${TEXT} Thrice.`)}`
const parts = pageBlocks(html).items
const texts = (indices: readonly number[]) => indices.map(index => parts[index]!.text)

function found(chosen: (text: string) => boolean): string[] {
  const marks = { comments: parts.map(({ text }) => !chosen(text)), residue: parts.map(() => false) }
  const scores = Float32Array.from(parts, ({ text }) => (text.startsWith('Hedda') ? 0.1 : 0.4))
  return texts(alikePosts(parts, scores, parts.map(({ text }) => chosen(text)), marks))
}

test('posts that look like one of the choice stay, but for what is surely none of them; others go', () => {
  expect(found(text => text === TEXT)).toEqual([`${TEXT} Twice.`, 'Thank you!'])
})

test('without a post in the choice nothing is like it', () => {
  expect(found(text => text.startsWith('Hedda'))).toEqual([])
})
