// The figures below which a change does not land: a little under what was reached, over all development pages.
import { readFileSync } from 'node:fs'

const FLOORS = { articleF1: 0.957, allF1: 0.86 }
const MOST_LEAKED = 0.033

const { systems } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const pages = systems[0].pages
const articles = pages.filter(page => page.type === 'article')
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length
const figures = {
  pages: pages.length,
  articleF1: mean(articles.map(page => page.f1)),
  allF1: mean(pages.map(page => page.f1)),
  leaked: mean(articles.map(page => page.withoutLeaked).filter(value => value !== null && value !== undefined)),
}
console.log(figures)
const ok = figures.articleF1 >= FLOORS.articleF1 && figures.allF1 >= FLOORS.allF1 && figures.leaked <= MOST_LEAKED
console.log(ok ? 'above the floors' : 'below the floors')
process.exitCode = ok ? 0 : 1
