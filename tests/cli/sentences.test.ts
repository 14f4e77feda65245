/** Protects: every code has its sentence, and nothing from a document reaches the terminal raw. */
import { expect, test } from 'vitest'
import { failure, type FailureCode } from '../../src/batch/job.js'
import type { ProblemCode, Removal } from '../../src/model.js'
import { importFtrConfig } from '../../src/index.js'
import { reportImport } from '../../src/report/imports.js'
import { onOneLine, printable, printableName } from '../../src/report/printable.js'
import { causeOf, describeFailure, describeProblem, describeVerdict } from '../../src/report/sentences.js'
import { describeProgress, formatBytes, nameFailure, summarize } from '../../src/report/summary.js'
import { explainOnTerminal } from '../../src/report/terminal.js'
import { cleanedText } from '../batch/fakes.js'

const plain = (text: string): string => text
const colors = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain, strikethrough: plain }

const PROBLEMS: ProblemCode[] = [
  'removal-refused', 'rule-failed', 'stage-failed', 'selector-failed', 'content-selector-missed', 'encoding-guessed',
  'undecodable-bytes', 'not-text', 'too-deep', 'too-large', 'bad-json-ld', 'bad-url', 'trailing-bytes',
]

test.each(PROBLEMS)('problem %s has a sentence that ends with its detail', (code) => {
  const sentence = describeProblem({ code, stage: 'prune', rule: 'share-bar', detail: 'so it is' })
  expect(sentence).toMatch(/^[a-z].*[^.]: so it is$/)
})

test('a doubtful result says what led to it, a failed one what failed', () => {
  const problem = { code: 'stage-failed', stage: 'segment', rule: '', detail: 'out of luck' } as const
  expect(describeVerdict({ ...cleanedText('x', 'partial'), problems: [problem] })).toBe(
    'text was found, but something is doubtful: stage segment failed: out of luck')
  const text = cleanedText('x', 'partial')
  const doubtful = (proseBlocks: number): string => describeVerdict({ ...text, selection: { ...text.selection, strategy: 'all' }, signals: { ...text.signals, proseBlocks } })
  expect(doubtful(0)).toBe('text was found, but something is doubtful: no paragraph of prose is in what was kept')
  expect(doubtful(2)).toBe('text was found, but something is doubtful: most of its prose was removed')
  expect(describeVerdict(cleanedText('', 'not-an-article'))).toBe('it has text, but no article was found in it')
})

test('system errors are words', () => {
  const says = (code: FailureCode, detail: string): string => describeFailure(failure('a.html', code, detail))
  expect(says('unreadable', 'EACCES')).toBe('cannot be read: permission denied')
  expect(says('unwritable', 'ENOSPC')).toBe('the result cannot be written: no space left on the device')
  expect(describeFailure(failure('old/caf\ufffd.html', 'missing'))).toBe('its name is not UTF-8, so it cannot be opened; rename it')
  expect(says('unreadable', 'EWHATEVER')).toBe('cannot be read: EWHATEVER')
  expect(nameFailure(failure('-', 'empty'))).toBe('standard input: there is no text in it')
})

test('summaries count in few words', () => {
  const tally = { documents: 5, clean: 3, partial: 1, failed: 1, bytes: 1_200_000, milliseconds: 150 }
  expect(summarize(tally)).toBe('5 documents: 3 clean, 1 partial, 1 failed · 1.2 MB · 8.0 MB/s')
  expect(describeProgress(tally, 10, 0.2)).toBe('██████████░░░░░░░░░░ 50% · 5 of 10 · 33/s · 1 s left · 3 clean, 1 partial, 1 failed')
  expect(describeProgress(tally, 4000, null)).toBe('░░░░░░░░░░░░░░░░░░░░ 0% · 5 of 4,000 · 33/s · 3 clean, 1 partial, 1 failed')
  expect(describeProgress(tally, null, 400)).toBe('5 documents · 33/s · 3 clean, 1 partial, 1 failed')
  expect([0, 999, 1000, 1_234_567, 5e9].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 kB', '1.2 MB', '5.0 GB'])
})

test('control characters never pass, everything else does', () => {
  expect(printable('a\u001b[31mb\u0007\u009b\r\n\tc\u200fé')).toBe('a�[31mb����'.slice(0, 9) + '�\n\tc\u200fé')
  expect(printableName('a\n\u001bb.html')).toBe('a��b.html')
  expect(onOneLine('  a\n b  ', 10)).toBe('a b')
  expect(onOneLine('ab😀cd', 4)).toBe('ab…')
})

test('explain: the reason stands once beside the lines of one removal', () => {
  const removal: Removal = {
    stage: 'refine', rule: 'share-bar', kind: 'share', origin: { type: 'file', file: 'own.yaml', line: 4 },
    why: 'says "share this"', where: 'line 3', line: 3, from: 0, to: 5, length: 5, excerpt: 'Share', hash: '1',
  }
  const drawn = explainOnTerminal({
    input: 'a.txt', cleaned: { ...cleanedText('Kept.'), removals: [removal] },
    lines: [
      { text: 'Kept.', kept: true, removal: null }, { text: 'Share this', kept: false, removal },
      { text: 'Tweet', kept: false, removal }, { text: 'Kept\ntoo.', kept: true, removal: null },
    ],
  }, colors)
  expect(drawn.split('\n').slice(-7)).toEqual([
    '', '  Kept.', '- Share this  ← share-bar: says "share this" (own.yaml:4)', '- Tweet', '  Kept', '  too.', '',
  ])
})

test('an import of a file that is no config counts its lines, one of a small config tells them', async () => {
  const told = async (text: string): Promise<string[]> => reportImport([await importFtrConfig('post.example.txt', text)]).split('\n')
  expect(await told('<p>no config</p>\n'.repeat(40))).toEqual([
    '1 file, 0 imported; 0 lines carried over, 40 not:', '     40  unknown: not a directive', 'post.example.txt: not imported: nothing in it can be carried over',
  ])
  expect(await told('prune: no\n')).toContain('post.example.txt:1: what goes inside the content is decided by cleancopy\'s own rules, see generic in the rule format (prune: no)')
})

test('what a sentence about the verdict has in it is no remark beside it', () => {
  const decisive = { code: 'too-deep', stage: 'parse', rule: '', detail: '' } as const
  const remark = { code: 'bad-url', stage: 'parse', rule: '', detail: 'x' } as const
  expect(causeOf({ verdict: 'partial', problems: [remark, decisive] })).toBe(decisive)
  expect(causeOf({ verdict: 'clean', problems: [remark, decisive] })).toBeUndefined()
  expect(causeOf({ verdict: 'not-text', problems: [{ ...remark, code: 'not-text' }] })).toMatchObject({ code: 'not-text' })
})
