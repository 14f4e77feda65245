import { Document, type YAMLMap, type YAMLSeq } from 'yaml'
import type { ProposedContainer, ProposedRemoval, SiteProposal } from './proposal.js'
import type { ProposedTest } from './page-tests.js'

export interface RuleTextOptions {
  /** Host names of the rule; default: those of the pages. */
  readonly hosts?: readonly string[]
  /** Day of learning, YYYY-MM-DD; the core has no clock. Left out when absent. */
  readonly verified?: string
  /** How a page's file is called from the rule file; null when it has none. Default: the page's name. */
  readonly fileOf?: (page: string) => string | null
}

const WHY = {
  'same-text': 'the same text on most pages',
  'same-box': 'a box of links on every page, outside the article',
} as const

/** Writes a proposal as a rule file: what a person reviews and edits. */
export function writeRuleText(proposal: SiteProposal, options: RuleTextOptions = {}): string {
  const { content, remove, tests } = proposal
  const written = tests.flatMap(test => testData(test, options))
  const data = {
    schema: 1,
    hosts: [...options.hosts ?? proposal.hosts],
    about: {
      source: `learned:${proposal.distinct}-pages`,
      ...(options.verified === undefined ? {} : { verified: options.verified }),
    },
    ...(remove.length > 0 ? { remove: remove.map(({ select, ground, maxShare, maxChars }) => ({ select, max_share: maxShare, max_chars: maxChars, why: WHY[ground] })) } : {}),
    ...(written.length > 0 ? { tests: written } : {}),
  }
  const document = new Document(data)
  document.commentBefore = header(proposal)
  commentEntries(document, 'remove', remove.map(one => removalComment(one, proposal)))
  if (content.length > 0) document.comment = contentComment(content, proposal)
  return document.toString({ lineWidth: 0 })
}

/** None for a page that has no file: a test needs a document. */
function testData({ page, url, contains, notContains }: ProposedTest, { fileOf = name => name }: RuleTextOptions) {
  const file = fileOf(page)
  if (file === null) return []
  return [{ name: page, file, ...(url === null ? {} : { url }), contains: [...contains], not_contains: [...notContains] }]
}

function header({ seen, remembered, distinct, enough }: SiteProposal): string {
  const of = remembered < seen ? ` (${remembered} of ${seen} pages seen)` : ''
  return [
    ` Learned from ${distinct} different pages${of}. A proposal: read it before you use it.`,
    ` What stands on at least ${enough} of the ${distinct} pages counts as the site's; "own" is what one page alone has.`,
    ' Above each part: on how many pages, its share of all text, how much of it is the same everywhere, what it costs, how it reads.',
  ].join('\n')
}

function commentEntries(document: Document, key: string, comments: readonly string[]): void {
  const pair = (document.contents as unknown as YAMLMap<{ value: string }, YAMLSeq<{ commentBefore?: string }>>).items.find(item => item.key.value === key)
  pair?.value?.items.forEach((item, at) => (item.commentBefore = comments[at] ?? ''))
}

function containerFacts({ pages, held, pure }: ProposedContainer, distinct: number): string {
  return `on ${pages} of ${distinct} pages; holds ${percent(held)} of what is their own content, and ${percent(pure)} of what is left in it is content`
}

function removalComment({ evidence: { pages, matches, share, stable, collateral, samples } }: ProposedRemoval, { distinct }: SiteProposal): string {
  const facts = [
    `on ${pages} of ${distinct} pages${matches > 1 ? `, up to ${matches} times` : ''}`,
    `${percent(share)} of the text`, `${percent(stable)} the same`, `costs ${percent(collateral)} of own content`,
  ]
  return [` ${facts.join(' · ')}`, ...samples.map(sample => `   ${JSON.stringify(sample)}`)].join('\n')
}

/** Only a comment: a container is all or nothing, and the choice block by block is the better one on most sites. */
function contentComment(containers: readonly ProposedContainer[], { distinct }: SiteProposal): string {
  return [
    ' Perhaps the container of the article. Without it the article is chosen block by block; where that goes wrong, say content.select:',
    ...containers.map(container => `   ${container.select}: ${containerFacts(container, distinct)}`),
  ].join('\n')
}

function percent(share: number): string {
  const value = share * 100
  return `${value > 0 && value < 10 ? value.toFixed(1) : String(Math.round(value))} %`
}
