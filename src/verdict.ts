import type { Blocks, Cleaned, ProblemCode, Signals } from './model.js'

/** Problems after which the text may be incomplete or hold too much. */
const DOUBTFUL: ReadonlySet<ProblemCode> = new Set([
  'rule-failed', 'stage-failed', 'undecodable-bytes', 'content-selector-missed', 'too-deep', 'too-large',
])
/** Less text than this is seldom a whole article. Code units. */
const SHORT = 250

/** What can be counted about a result. */
export function measureSignals(blocks: Blocks, output: string): Signals {
  const { source, items, trail } = blocks
  const page = source.type === 'page' ? source.page.page : null
  const prose = items.reduce((sum, block) => sum + (block.prose ? block.text.length : 0), 0)
  const links = items.reduce((sum, block) => sum + block.linkLength, 0)
  const inputProse = page ? (page.body?.prose ?? 0) : prose
  return {
    inputLength: page ? (page.body?.textLength ?? 0) : blocks.text.trim().length,
    outputLength: output.length,
    linkShare: output.length > 0 ? Math.min(1, links / output.length) : 0,
    proseBlocks: items.filter(block => block.prose).length,
    proseKept: inputProse > 0 ? Math.min(1, prose / inputProse) : 0,
    refused: trail.problems.filter(problem => problem.code === 'removal-refused').length,
  }
}

/** The verdict and how much the result can be trusted, from the signals alone. */
export function judge(blocks: Blocks, signals: Signals): Pick<Cleaned, 'verdict' | 'confidence'> {
  const { problems } = blocks.trail
  if (problems.some(problem => problem.code === 'not-text')) return { verdict: 'not-text', confidence: 0 }
  if (signals.inputLength === 0) return { verdict: 'empty', confidence: 0 }
  if (signals.outputLength === 0) return { verdict: 'not-an-article', confidence: 0 }
  const doubtful = blocks.selection.strategy === 'fallback' || problems.some(problem => DOUBTFUL.has(problem.code))
  return { verdict: doubtful ? 'partial' : 'clean', confidence: confidenceOf(blocks, signals) }
}

function confidenceOf({ selection }: Blocks, { outputLength, linkShare, proseBlocks, proseKept }: Signals): number {
  const short = outputLength < SHORT ? 0.6 : 1
  const linked = 1 - 0.5 * linkShare
  const thin = proseBlocks === 0 ? 0.4 : proseBlocks < 3 ? 0.85 : 1
  const left = 0.7 + 0.3 * proseKept
  return Math.round(selection.confidence * short * linked * thin * left * 1000) / 1000
}
