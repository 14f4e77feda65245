// Pages of our own words that grow in one dimension at a time.
import { seededRandom } from './dataset.mjs'

const NOUNS = 'river bridge harbour market teacher engine garden winter letter valley council museum'.split(' ')
const VERBS = 'crossed painted measured opened followed described repaired counted visited moved'.split(' ')

/** @param {() => number} random @returns {string} */
function sentence(random) {
  const pick = /** @param {readonly string[]} words */ words => words[Math.floor(random() * words.length)] ?? ''
  const clause = () => `the ${pick(NOUNS)} ${pick(VERBS)} the ${pick(NOUNS)}`
  return `In the morning ${clause()}, and after that ${clause()} near the ${pick(NOUNS)}.`
}

/** @param {() => number} random @param {number} [count] */
function paragraph(random, count = 4) {
  return `<p class="text">${Array.from({ length: count }, () => sentence(random)).join(' ')}</p>`
}

/** @param {string} content */
function page(content) {
  return '<!DOCTYPE html><html lang="en"><head><title>The report of the harbour</title></head><body>' +
    '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>' +
    `<main><article><h1>The report of the harbour</h1>${content}</article></main>` +
    '<footer><p>Copyright. <a href="/terms">Terms</a></p></footer></body></html>'
}

/**
 * What grows: `base` elements at factor 1, `make(count)` a page of `count` of them.
 * @type {Record<string, { base: number, grows: string, make: (count: number) => string }>}
 */
export const DIMENSIONS = {
  size: {
    base: 150,
    grows: 'sections of ten paragraphs each',
    make: count => {
      const random = seededRandom(1)
      const section = () => `<section><h2>${sentence(random)}</h2>${repeat(10, () => paragraph(random))}</section>`
      return page(repeat(Math.ceil(count / 10), section))
    },
  },
  width: {
    base: 1500,
    grows: 'children of one element',
    make: count => {
      const random = seededRandom(2)
      return page(`<div class="entries">${repeat(count, () => `<div class="entry">${sentence(random)}</div>`)}</div>`)
    },
  },
  depth: {
    base: 400,
    grows: 'nested div elements',
    make: count => {
      const random = seededRandom(3)
      const open = repeat(count, at => (at % 40 === 0 ? `<div class="level">${paragraph(random)}` : '<div class="level">'))
      return page(`${open}${repeat(8, () => paragraph(random))}${'</div>'.repeat(count)}`)
    },
  },
  inline: {
    base: 400,
    grows: 'nested span elements',
    make: count => {
      const random = seededRandom(4)
      const nest = `<p>${'<span>'.repeat(count)}${sentence(random)}${'</span>'.repeat(count)}</p>`
      return page(nest + repeat(8, () => paragraph(random)))
    },
  },
  links: {
    base: 800,
    grows: 'links of a list',
    make: count => {
      const random = seededRandom(5)
      const items = repeat(count, at => `<li><a href="/story/${at}" class="teaser">${sentence(random)}</a></li>`)
      return page(`${repeat(8, () => paragraph(random))}<h2>Further reports</h2><ul class="list">${items}</ul>`)
    },
  },
  rows: {
    base: 400,
    grows: 'rows of a table',
    make: count => {
      const random = seededRandom(6)
      const rows = repeat(count, at => `<tr><td>${at}</td><td>${sentence(random)}</td><td>${at * 7}</td></tr>`)
      return page(`${repeat(8, () => paragraph(random))}<table><tbody>${rows}</tbody></table>`)
    },
  },
  classes: {
    base: 1500,
    grows: 'elements with class names of their own',
    make: count => {
      const random = seededRandom(7)
      const box = /** @param {number} at */ at =>
        `<div id="part-${at}" class="box-${at} col-${at % 13} note">${sentence(random)}</div>`
      return page(repeat(count, box))
    },
  },
}

/** @param {number} count @param {(at: number) => string} make */
function repeat(count, make) {
  return Array.from({ length: count }, (_, at) => make(at)).join('')
}
