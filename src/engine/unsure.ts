import type { Kind } from '../model.js'

/**
 * What is content on some kinds of pages: lists of links on listings, dates, tags, ratings and words for screen readers on cards,
 * replies on threads.
 */
export const UNSURE: ReadonlySet<Kind> = new Set([
  'related', 'navigation', 'legal', 'byline', 'dateline', 'tags', 'pagination', 'title-repeat', 'comments', 'tools', 'hidden', 'poll',
  'debris',
])
