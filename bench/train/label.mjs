// Which blocks of a page its gold text holds: an alignment of the blocks' tokens with the gold's.
import { tokenize } from '../score.mjs'

/** Length of the token runs that anchor the alignment. */
const ANCHOR = 4
/** Places of one anchor that are tried. */
const PLACES = 12

/**
 * @param {readonly string[]} texts the blocks, in order @param {string} gold
 * @returns {{ shares: Float32Array, tokens: Int32Array, goldTokens: number }} share (0 to 1) of each block's tokens that are
 * gold, each gold token being given once: to blocks in the order of the gold first, then to longer runs
 */
export function labelBlocks(texts, gold) {
  const wanted = tokenize(gold)
  const blocks = texts.map(text => tokenize(text))
  const places = anchors(wanted)
  const claims = blocks.flatMap((words, block) => claimsOf(words, block, wanted, places))
  const chain = longestChain(claims)
  const taken = new Uint8Array(wanted.length)
  const given = new Float32Array(blocks.length)
  const inChain = new Set(chain)
  const rest = claims.filter(claim => !inChain.has(claim)).sort((a, b) => b.length - a.length || a.block - b.block || a.at - b.at)
  for (const claim of [...chain, ...rest]) give(claim, taken, given)
  giveShort(blocks, chain, wanted, taken, given)
  const shares = Float32Array.from(given, (count, block) => count / Math.max(1, blocks[block]?.length ?? 0))
  return { shares, tokens: Int32Array.from(blocks, words => words.length), goldTokens: wanted.length }
}

/** @typedef {{ block: number, from: number, at: number, length: number }} Claim tokens from … of a block stand at … of the gold */

/** @param {readonly string[]} wanted @returns {Map<string, number[]>} */
function anchors(wanted) {
  const places = new Map()
  for (let at = 0; at + ANCHOR <= wanted.length; at++) {
    const key = wanted.slice(at, at + ANCHOR).join(' ')
    const known = places.get(key)
    if (!known) places.set(key, [at])
    else if (known.length < PLACES) known.push(at)
  }
  return places
}

/** @param {readonly string[]} words @param {number} block @param {readonly string[]} wanted @param {Map<string, number[]>} places @returns {Claim[]} */
function claimsOf(words, block, wanted, places) {
  /** @type {Claim[]} */
  const claims = []
  let expected = 0
  for (let from = 0; from + ANCHOR <= words.length;) {
    const found = places.get(words.slice(from, from + ANCHOR).join(' '))
    /** @type {Claim | null} */
    let best = null
    for (const at of found ?? []) {
      let length = ANCHOR
      while (from + length < words.length && words[from + length] === wanted[at + length]) length++
      const isNearer = best !== null && length === best.length && Math.abs(at - expected) < Math.abs(best.at - expected)
      if (best === null || length > best.length || isNearer) best = { block, from, at, length }
    }
    if (best === null) {
      from++
      continue
    }
    claims.push(best)
    expected = best.at + best.length
    from += best.length
  }
  return claims
}

/** The claims, in the order of the page, that also stand in the order of the gold and together hold most tokens. @param {readonly Claim[]} claims @returns {Claim[]} */
function longestChain(claims) {
  const size = claims.reduce((most, claim) => Math.max(most, claim.at + claim.length), 0) + 1
  // a Fenwick tree over gold places: the best chain that ends at or before a place
  const best = new Float64Array(size + 1)
  const last = new Int32Array(size + 1).fill(-1)
  const before = new Int32Array(claims.length).fill(-1)
  const sums = new Float64Array(claims.length)
  let end = -1
  claims.forEach((claim, index) => {
    let sum = 0
    let previous = -1
    for (let at = claim.at; at > 0; at -= at & -at) {
      if ((best[at] ?? 0) > sum) {
        sum = best[at] ?? 0
        previous = last[at] ?? -1
      }
    }
    before[index] = previous
    sums[index] = sum + claim.length
    if (end < 0 || (sums[index] ?? 0) > (sums[end] ?? 0)) end = index
    for (let at = claim.at + claim.length; at <= size; at += at & -at) {
      if ((sums[index] ?? 0) > (best[at] ?? 0)) {
        best[at] = sums[index] ?? 0
        last[at] = index
      }
    }
  })
  /** @type {Claim[]} */
  const chain = []
  for (let at = end; at >= 0; at = before[at] ?? -1) chain.push(/** @type {Claim} */ (claims[at]))
  return chain.reverse()
}

/** @param {Claim} claim @param {Uint8Array} taken @param {Float32Array} given */
function give({ block, at, length }, taken, given) {
  for (let place = at; place < at + length; place++) {
    if (taken[place]) continue
    taken[place] = 1
    given[block] = (given[block] ?? 0) + 1
  }
}

/**
 * Blocks too short for an anchor are gold when they stand between their neighbours' places in the gold.
 * @param {readonly string[][]} blocks @param {readonly Claim[]} chain @param {readonly string[]} wanted @param {Uint8Array} taken @param {Float32Array} given
 */
function giveShort(blocks, chain, wanted, taken, given) {
  let next = 0
  let from = 0
  blocks.forEach((words, block) => {
    while (next < chain.length && (chain[next]?.block ?? 0) < block) {
      from = (chain[next]?.at ?? 0) + (chain[next]?.length ?? 0)
      next++
    }
    if (words.length === 0 || words.length >= ANCHOR || chain.length === 0) return
    const to = chain[next]?.at ?? wanted.length
    for (let at = from; at + words.length <= to; at++) {
      if (!words.every((word, index) => wanted[at + index] === word && !taken[at + index])) continue
      for (let index = 0; index < words.length; index++) taken[at + index] = 1
      given[block] = words.length
      from = at + words.length
      break
    }
  })
}
