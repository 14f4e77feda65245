// Protects the figures about titles, authors and dates: expected values were computed by hand from the definitions.
import { describe, expect, it } from 'vitest'
import { dayOf, sameAuthors, sameDay, scoreFields, summariseFields } from '../../bench/metadata.mjs'

const fields = (title: string, author = '', date = '') => ({ title, author, date })

describe('titles', () => {
  it('are compared as words, and as the same words in the same order', () => {
    expect(scoreFields(fields('Night Ferry: returns!'), fields('night ferry returns'))).toMatchObject({ titleF1: 1, titleSame: true })
    // output 2 words, gold 4, both shared: precision 1, recall 1/2
    expect(scoreFields(fields('Night ferry'), fields('Night ferry | Orrin Post')))
      .toMatchObject({ titleF1: 2 * 0.5 / 1.5, titleSame: false })
    expect(scoreFields(fields('ferry night'), fields('night ferry'))).toMatchObject({ titleF1: 1, titleSame: false })
  })

  it('lose nothing by the shape of an apostrophe, and count as missed when none is given', () => {
    expect(scoreFields(fields('The pier’s end'), fields("The pier's end")).titleSame).toBe(true)
    expect(scoreFields(fields(''), fields('The pier'))).toMatchObject({ titleF1: 0, titleSame: false })
    expect(scoreFields(fields('The pier'), fields('')).titleF1).toBeNull()
  })
})

describe('authors', () => {
  it.each([
    ['By Ada Lund', 'ada lund', true], ['Ada Lund, Tom Berg', 'Tom Berg and Ada Lund', true],
    ['Ada Lund, Tom Berg, Ida Holm', 'Ada Lund, Tom Berg, and Ida Holm', true],
    ['Written by: Ada Lund', 'Ada Lund', true], ['Dr. Ada Lund', 'Ada Lund', true],
    ['Ada Lund', 'Ada Lund, Tom Berg', false], ['Ada Lund, Tom Berg', 'Ada Lund', false], ['Ada Lund', 'Ada Berg', false],
    ['Ada Lund Staff Writer', 'Ada Lund', false],
  ])('%s / %s: %s', (output, gold, same) => expect(sameAuthors(output, gold)).toBe(same))
})

describe('dates', () => {
  it.each([
    ['2024-03-05', '2024-03-05'], ['2024-03-05T23:30:00-08:00', '2024-03-05'], ['2024-03', '2024-03'],
    ['March 5, 2024', '2024-03-05'], ['Tue, 5 Mar 2024 23:30:00 GMT', '2024-03-05'],
    ['Tue Mar 05 2024 23:30:00 GMT-0800 (Pacific Standard Time)', '2024-03-05'], ['5-11-2024', '2024-05-11'],
    ['soon', null], ['', null],
  ])('%s is %s', (value, day) => expect(dayOf(value)).toBe(day))

  it('are the same by day, or by month where the gold has no day', () => {
    expect(sameDay('2024-03-05T10:00Z', '2024-03-05')).toBe(true)
    expect(sameDay('2024-03-06', '2024-03-05')).toBe(false)
    expect(sameDay('2024-03-06', '2024-03')).toBe(true)
    expect(sameDay('2024-03', '2024-03-05')).toBe(false)
  })
})

it('sums up shares over the pages with gold, and what is given without gold apart', () => {
  const summary = summariseFields([
    scoreFields(fields('A', 'Ada Lund'), fields('A', 'Ada Lund')), // right
    scoreFields(fields('A', 'Tom Berg'), fields('A', 'Ada Lund')), // wrong
    scoreFields(fields('B', ''), fields('A', 'Ada Lund')), // missing
    scoreFields(fields('A', 'Ada Lund'), fields('', '')), // extra
    scoreFields(fields('A', ''), fields('', '')), // none
  ])
  expect(summary.author).toEqual({ gold: 3, found: 1 / 3, precision: 1 / 2, extra: 1 / 2 })
  expect(summary).toMatchObject({ titles: 3, titleF1: 2 / 3, titleSame: 2 / 3 })
  expect(summary.date).toEqual({ gold: 0, found: 0, precision: null, extra: 0 })
})
