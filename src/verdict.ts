import { BREAK } from './measure/lines.js'
import type { Blocks, Cleaned, ProblemCode, Signals } from './model.js'

/** Problems after which the text may be incomplete or hold too much. */
const DOUBTFUL: ReadonlySet<ProblemCode> = new Set([
  'rule-failed', 'stage-failed', 'undecodable-bytes', 'content-selector-missed', 'too-deep', 'too-large',
])
/** Share of a text's prose that must be left. */
const HOLLOW = 0.6
/** Less text than this is seldom a whole article. Code units. */
const SHORT = 250

/** What can be counted about a result. */
export function measureSignals(blocks: Blocks): Signals {
  const { source, items, trail } = blocks
  const page = source.type === 'page' ? source.page.page : null
  const prose = items.reduce((sum, block) => sum + (block.prose ? block.text.length : 0), 0)
  const links = items.reduce((sum, block) => sum + block.linkLength, 0)
  const { inputProse } = blocks
  const outputLength = items.reduce((sum, block) => sum + block.text.length, 0)
  return {
    inputLength: Math.max(outputLength, source.type === 'page' ? (page?.body?.textLength ?? 0) : lengthOfText(blocks)),
    outputLength,
    linkShare: outputLength > 0 ? Math.min(1, links / outputLength) : 0,
    proseBlocks: items.filter(block => block.prose).length,
    proseKept: inputProse > 0 ? Math.min(1, prose / inputProse) : 0,
    refused: trail.problems.filter(problem => problem.code === 'removal-refused').length,
  }
}

const RARE_BREAK = /[\r\u2028\u2029\u0085\v\f]/

/** Without the white space between blocks, which no block has: where nothing went, as much came out as went in. */
function lengthOfText({ text, items }: Blocks): number {
  return linesIn(text) + items.reduce((sum, block) => sum + block.text.length - linesIn(block.text), 0)
}

function linesIn(text: string): number {
  // By a text is several times as fast as by a pattern.
  return text.split(RARE_BREAK.test(text) ? BREAK : '\n').reduce((length, line) => length + line.trim().length, 0)
}

/** The verdict and how much the result can be trusted, from the signals alone. */
export function judge(blocks: Blocks, signals: Signals): Pick<Cleaned, 'verdict' | 'confidence'> {
  const { problems } = blocks.trail
  if (problems.some(problem => problem.code === 'not-text')) return { verdict: 'not-text', confidence: 0 }
  if (problems.some(problem => problem.code === 'content-required')) return { verdict: 'failed', confidence: 0 }
  if (signals.inputLength === 0) return { verdict: 'empty', confidence: 0 }
  if (signals.outputLength === 0) return { verdict: 'not-an-article', confidence: 0 }
  // A text that loses most of its prose was no article, or was taken for something that it is not.
  const hollow = blocks.source.type === 'text' && signals.proseKept < HOLLOW
  const doubtful = hollow || blocks.selection.strategy === 'fallback' || problems.some(problem => DOUBTFUL.has(problem.code))
  return { verdict: doubtful ? 'partial' : 'clean', confidence: confidenceOf(blocks, signals) }
}

function confidenceOf({ selection }: Blocks, signals: Signals): number {
  // The block model's own estimate is calibrated; what is known of other ways of choosing is a guess.
  return Math.round((selection.expected ?? guessOf(selection.confidence, signals)) * 1000) / 1000
}

function guessOf(confidence: number, { outputLength, linkShare, proseBlocks, proseKept }: Signals): number {
  const short = outputLength < SHORT ? 0.6 : 1
  const linked = 1 - 0.5 * linkShare
  const thin = proseBlocks === 0 ? 0.4 : proseBlocks < 3 ? 0.85 : 1
  const left = 0.7 + 0.3 * proseKept
  return confidence * short * linked * thin * left
}
