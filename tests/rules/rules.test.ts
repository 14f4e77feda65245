import { beforeAll, describe, expect, test } from 'vitest'
import type { BlockRule, Blocks, ElementRule, Page } from '../../src/model.js'
import { blockRules, elementRules } from '../../src/rules/registry.js'
import { prune } from '../../src/stages/prune.js'
import { refine } from '../../src/stages/refine.js'
import { type Fixture, fixtureFolders, readFixtures, readText, withoutMarks } from './fixtures.js'
import { type Outcome, Runner, describedPage, pageBlocks, textBlocks } from './runner.js'

// Protects each rule's judgement (what goes, and above all what stays) and the laws that all rules obey.

const fixtures = readFixtures()
const outcomes = new Map<Fixture, Outcome>()
let runner: Runner

beforeAll(async () => {
  runner = await Runner.create()
  for (const fixture of fixtures) outcomes.set(fixture, await runner.run(fixture))
})

for (const rule of fixtureFolders()) {
  const own = fixtures.filter(fixture => fixture.rule === rule)
  describe(rule, () => {
    test.each(own.map(fixture => [fixture.name.slice(rule.length + 1), fixture.shows, fixture] as const))('%s: %s', (_, __, fixture) => {
      expect(outcomes.get(fixture)?.failures).toEqual([])
    })

    test('finds nothing in what it has left', () => {
      for (const fixture of own) expect(outcomes.get(fixture)?.again, fixture.name).toEqual([])
    })

    test('only looks: the document is the same afterwards, and so is a second answer', async () => {
      for (const fixture of own) await checkFind(fixture)
    })

    test('the order of the rules does not matter', async () => {
      for (const fixture of own) await checkOrder(fixture)
    })
  })
}

describe('every rule has a culprit and a lookalike that stays', () => {
  test.each(elementRules.map(rule => rule.id))('element rule %s', id => checkBothSides(id, ['element']))
  test.each(blockRules.map(rule => rule.id))('block rule %s', id => checkBothSides(id, ['block-page', 'block-text']))
})

function checkBothSides(id: string, types: readonly Fixture['type'][]): void {
  const own = fixtures.filter(({ rule, type }) => rule === id && types.includes(type)).map(fixture => outcomes.get(fixture))
  expect(own.length, 'fixtures').toBeGreaterThan(0)
  expect(own.some(outcome => outcome && outcome.culprits > 0), 'a culprit').toBe(true)
  expect(own.some(outcome => outcome && outcome.survivors > 0), 'a survivor').toBe(true)
}

async function checkFind(fixture: Fixture): Promise<void> {
  const cleaner = await runner.cleaner(fixture.rule)
  if (fixture.type === 'element') {
    const described = describedPage(cleaner, withoutMarks(fixture.content))
    const { knowledge } = cleaner.stages.prune(described)
    const rule = byId(elementRules, fixture.rule)
    const before = pageState(described.page)
    const first = [...rule.find(described, knowledge)]
    expect(pageState(described.page), fixture.name).toEqual(before)
    expect([...rule.find(described, knowledge)], fixture.name).toEqual(first)
    return
  }
  const blocks = await blocksOf(fixture)
  const rule = byId(blockRules, fixture.rule)
  const before = structuredClone(blocks.items.map(({ element, ...rest }) => [rest, element?.order]))
  const first = [...rule.find(blocks, blocks.knowledge)].map(describeHit)
  expect(blocks.items.map(({ element, ...rest }) => [rest, element?.order]), fixture.name).toEqual(before)
  expect([...rule.find(blocks, blocks.knowledge)].map(describeHit), fixture.name).toEqual(first)
}

function describeHit({ target, span, why, kind }: ReturnType<BlockRule['find']> extends Iterable<infer Hit> ? Hit : never) {
  return [target.index, span, why, kind]
}

function pageState(page: Page) {
  const elements = page.elements.map(({ order, end, tag, from, to, words, hidden }) => [order, end, tag, from, to, words.join(), hidden])
  return { source: String(page.document), text: page.text, elements }
}

async function checkOrder(fixture: Fixture): Promise<void> {
  const cleaner = await runner.cleaner(fixture.rule)
  if (fixture.type === 'element') {
    const described = describedPage(cleaner, withoutMarks(fixture.content))
    const { knowledge } = cleaner.stages.prune(described)
    const [forth, back] = [elementRules, elementRules.toReversed()].map(rules => prune(described, rules, knowledge))
    expect(back?.removed, fixture.name).toEqual(forth?.removed)
    expect(back?.trail.removals, fixture.name).toEqual(forth?.trail.removals)
    return
  }
  const blocks = await blocksOf(fixture)
  const [forth, back] = [blockRules, blockRules.toReversed()].map(rules => refine(blocks, rules))
  expect(back?.trail.removals, fixture.name).toEqual(forth?.trail.removals)
  expect(back?.items.map(block => block.parts), fixture.name).toEqual(forth?.items.map(block => block.parts))
}

async function blocksOf({ rule, type, content }: Fixture): Promise<Blocks> {
  const cleaner = await runner.cleaner(rule)
  if (type === 'block-page') return pageBlocks(cleaner, withoutMarks(content))
  const { input, lang } = readText(content)
  return textBlocks(cleaner, input, lang)
}

function byId<Rule extends ElementRule | BlockRule>(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find(candidate => candidate.id === id)
  if (!rule) throw new Error(`no rule "${id}" for this type of fixture`)
  return rule
}
