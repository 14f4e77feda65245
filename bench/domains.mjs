// Splitting by registered domain: pages of one site must never stand on both sides of a split.
import { createHash } from 'node:crypto'
import { getDomain, getHostname } from 'tldts'

/**
 * The registered domain (`news.example.co.uk` → `example.co.uk`). Shared hosts (`x.blogspot.com`) count as one domain,
 * because their sites share templates. Without a domain: the host; without a host: the empty string.
 * @param {string} url @returns {string}
 */
export function registeredDomain(url) {
  return getDomain(url) ?? getHostname(url) ?? ''
}

/**
 * Which of `folds` parts a page belongs to: the same for all pages of a domain, for ever. Pages without a URL are
 * spread by their id.
 * @param {{ id: string, url: string }} page @param {number} folds @param {number} [seed] @returns {number} 0 … folds - 1
 */
export function foldOf(page, folds, seed = 1) {
  const key = registeredDomain(page.url) || `page ${page.id}`
  return createHash('sha256').update(`${seed} ${key}`).digest().readUInt32LE(0) % folds
}

/** @template {{ id: string, url: string }} T @param {readonly T[]} pages @returns {Map<string, T[]>} */
export function groupByDomain(pages) {
  const groups = new Map()
  for (const page of pages) {
    const key = registeredDomain(page.url) || `page ${page.id}`
    const group = groups.get(key)
    if (group) group.push(page)
    else groups.set(key, [page])
  }
  return groups
}
