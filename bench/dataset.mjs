// Reads the development pages; nothing of them is ever written.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/**
 * @typedef {{ main: string, with: string[], without: string[], title: string, author: string, date: string }} GoldPage
 * @typedef {{ id: string, url: string, type: string, file: string, gold: GoldPage }} DataPage
 */

/** The kinds of pages, in the order of the tables. */
export const PAGE_TYPES = ['article', 'documentation', 'service', 'forum', 'listing', 'collection', 'product']

/**
 * The data folder's `html` and `ground-truth`, be they in it or in its `dev` folder; null when absent.
 * @param {string} data relative to the current directory
 */
export function dataFolder(data) {
  const root = path.resolve(data)
  return [path.join(root, 'dev'), root].find(dir => existsSync(path.join(dir, 'ground-truth'))) ?? null
}

/** What the data calls its pages. @param {string} data */
export function dataName(data) {
  const dir = dataFolder(data)
  const file = dir === null ? null : [dir, path.dirname(dir)].map(at => path.join(at, 'metadata.json')).find(existsSync)
  const { name = 'pages', version } = file ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return version ? `development pages of ${String(name).replace(/:.*/s, '')} ${version}` : String(name)
}

/** @param {string} data @returns {DataPage[]} sorted by id */
export function loadPages(data) {
  const dir = dataFolder(data)
  if (dir === null) return []
  const names = readdirSync(path.join(dir, 'ground-truth')).filter(name => name.endsWith('.json')).sort()
  return names.map(name => readPage(dir, name.slice(0, -'.json'.length)))
}

/** @param {string} dir @param {string} id @returns {DataPage} */
function readPage(dir, id) {
  const truth = JSON.parse(readFileSync(path.join(dir, 'ground-truth', `${id}.json`), 'utf8'))
  const gold = truth.ground_truth
  return {
    id,
    url: typeof truth.url === 'string' ? truth.url : '',
    type: pageType(truth._internal?.page_type?.primary),
    file: path.join(dir, 'html', `${id}.html.gz`),
    gold: {
      main: gold.main_content ?? '',
      with: gold.with ?? [],
      without: gold.without ?? [],
      title: gold.title ?? '',
      author: gold.author ?? '',
      date: gold.publish_date ?? '',
    },
  }
}

/** @param {unknown} primary */
function pageType(primary) {
  return primary === 'category' ? 'collection' : String(primary ?? 'article')
}

/** The page as a string, which is what every system is given. @param {string} file @returns {string} */
export function readHtml(file) {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** A seeded generator of numbers in [0, 1). @param {number} seed @returns {() => number} */
export function seededRandom(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** `count` items chosen by the seed, in their old order. @template T @param {readonly T[]} items @param {number} count
 * @param {number} seed @returns {T[]} */
export function sample(items, count, seed) {
  if (count >= items.length) return [...items]
  const random = seededRandom(seed)
  const order = items.map((_, index) => ({ index, key: random() }))
  order.sort((a, b) => a.key - b.key)
  const chosen = order.slice(0, count).map(entry => entry.index).sort((a, b) => a - b)
  return chosen.flatMap(index => items.slice(index, index + 1))
}
