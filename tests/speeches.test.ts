/** Protects what counts as a play: speakers in capitals right above what they say; kickers above headlines, and a single name, are none. */
import { expect, it } from 'vitest'
import { readLines } from '../src/measure/lines.js'
import { speeches } from '../src/measure/speeches.js'
import type { Knowledge } from '../src/model.js'

const KNOW = { matches: (text: string) => (text === 'SHARE' ? [{}] : []) } as unknown as Knowledge
const marked = (text: string): string => speeches(readLines(text), KNOW).join('')

it('speakers and speeches are marked, stage directions are not', () => {
  expect(marked('A kitchen.\n\nANN\nClose it.\n\nDR. LUND (off)\nNo.\nNever.\n\nANN\nWhy?\n\nDR. LUND (off)\nGood night!\n')).toBe('0' + '11' + '111' + '11' + '11')
})

it.each([
  ['headlines under kickers', 'SPORT\nFinal is played in the rain\n\nNEWS\nFerry sails again\n\nSPORT\nClub has a new coach\n\nNEWS\nPier is closed'],
  ['everybody speaks once', 'ANN\nNo.\n\nBOB\nYes.\n\nCARL\nPerhaps.\n\nDORA\nNever.'],
  ['three speeches', 'ANN\nNo.\n\nBOB\nYes.\n\nANN\nPerhaps.'],
  ['a blank line below the name', 'ANN\n\nNo.\n\nBOB\n\nYes.\n\nANN\n\nWhy?\n\nBOB\n\nBecause.'],
  ['a phrase of pages in capitals', 'SHARE\nNo.\n\nSHARE\nYes.\n\nSHARE\nWhy?\n\nSHARE\nBecause.'],
])('%s: none', (_, text) => {
  expect(marked(text)).not.toContain('1')
})
