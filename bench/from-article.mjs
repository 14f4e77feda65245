// The labelled news pages of the npm package article (Madsen 2014, MIT) in the bench's format: a check on other sites, of another time.
//   npm pack article@1.1.2 && tar xzf article-1.1.2.tgz
//   node bench/from-article.mjs --pages package/test/reallife --out /tmp/article && npm run bench -- --data /tmp/article
// Nothing of them is ever committed, and nothing is trained on them.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { readOptions, skip } from './options.mjs'

const USAGE = `node bench/from-article.mjs --pages FOLDER --out FOLDER
  --pages FOLDER  test/reallife of the unpacked package: datamap.json, source/, expected/
  --out FOLDER    html/, ground-truth/ and metadata.json for --data of the other programs`
const { values } = readOptions({ pages: { type: 'string', default: 'package/test/reallife' }, out: { type: 'string', default: '/tmp/article' } }, USAGE)
const map = path.join(values.pages, 'datamap.json')
if (!existsSync(map)) skip(`no pages in ${values.pages} (npm pack article@1.1.2)`)

const addresses = new Map(read(map).map((/** @type {{ key: string, href: string }} */ { key, href }) => [key, href]))
for (const folder of ['html', 'ground-truth']) mkdirSync(path.join(values.out, folder), { recursive: true })
let count = 0
for (const file of readdirSync(path.join(values.pages, 'expected')).sort()) {
  const key = path.basename(file, '.json')
  const { text, title } = read(path.join(values.pages, 'expected', file))
  if (!text) continue
  const id = key.slice(0, 8)
  writeFileSync(path.join(values.out, 'html', `${id}.html.gz`), gzipSync(readFileSync(path.join(values.pages, 'source', `${key}.html`))))
  const truth = { url: addresses.get(key) ?? '', ground_truth: { main_content: text, title: title ?? '' }, _internal: { page_type: { primary: 'article' } } }
  writeFileSync(path.join(values.out, 'ground-truth', `${id}.json`), JSON.stringify(truth))
  count++
}
writeFileSync(path.join(values.out, 'metadata.json'), JSON.stringify({ name: 'news pages of the npm package article 1.1.2' }))
console.log(`${count} pages in ${values.out}`)

/** @param {string} file @returns {any} */
function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
