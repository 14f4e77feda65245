import type { PageObservation, Unit } from './observation.js'
import type { SiteSample } from './site-sample.js'

/** A test that a rule file carries, taken from a page. */
export interface ProposedTest {
  /** As the page was named when it was added. */
  readonly page: string
  readonly url: string | null
  /** Lines, or their beginnings, that must be delivered; that must not. */
  readonly contains: readonly string[]
  readonly notContains: readonly string[]
}

const MOST_PAGES = 5
const MOST_LINES = 3
/** A line that names nothing stands in many a text. Code units. */
const TELLING = 20
const LONG = 60

/** From pages that differ most in what they tell: the first by their keys, which are chance. */
export function proposeTests(sample: SiteSample, removed: readonly Uint8Array[]): ProposedTest[] {
  const tests = sample.pages.map((page, index) => testOf(page, sample, removed[index] ?? new Uint8Array()))
  return tests.filter(({ contains, notContains }) => contains.length > 0 && notContains.length > 0).slice(0, MOST_PAGES)
}

function testOf(page: PageObservation, sample: SiteSample, removed: Uint8Array): ProposedTest {
  const kept = page.units.filter((unit, at) => unit.content && unit.whole && !removed[at] && unit.prose && !sample.isStable(unit.print) && unit.length >= LONG)
  const delivered = new Set(page.units.filter((unit, at) => unit.content && !removed[at]).map(unit => unit.print))
  const gone = page.units.filter((unit, at) => removed[at] && unit.length >= TELLING && !delivered.has(unit.print))
  return { page: page.name, url: page.url, contains: excerpts(spread(kept)), notContains: excerpts(longest(gone)) }
}

/** From the beginning, the middle and the end. */
function spread(units: readonly Unit[]): Unit[] {
  if (units.length <= MOST_LINES) return [...units]
  return [0, (units.length - 1) >> 1, units.length - 1].flatMap(at => units.slice(at, at + 1))
}

function longest(units: readonly Unit[]): Unit[] {
  return [...units].sort((a, b) => b.length - a.length).slice(0, MOST_LINES)
}

function excerpts(units: readonly Unit[]): string[] {
  return [...new Set(units.map(({ excerpt, length }) => (length > excerpt.length ? wholeWords(excerpt) : excerpt)))].filter(text => text.length >= TELLING)
}

/** An excerpt may end within a word; scripts without spaces stay as they are. */
function wholeWords(excerpt: string): string {
  const at = excerpt.lastIndexOf(' ')
  return at < TELLING ? excerpt : excerpt.slice(0, at)
}
