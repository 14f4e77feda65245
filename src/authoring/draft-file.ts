import type { ContentCandidate, DraftPage, SiteDraft } from './draft-rule.js'

/** What the file leaves for the person to fill in, as comments. */
const MORE = `
# keep: ["article blockquote"]        # no generic rule may take these
# remove:                             # these go
#   - .newsletter
#   - { select: article p, text: { starts: ["Read next:"], max_chars: 160 }, why: promo line }
# lines: { starts: ["Also in the Post"] }   # the same by their words, also in texts
# metadata:
#   author: { select: .byline, strip_prefix: ["By "] }
#   date: { select: time, attr: datetime }
# links: { next: { select: "a[rel=next]", attr: href } }
`

/**
 * A rule file for a site, with comments, as YAML.
 * @param today ISO date, for \`about.verified\`
 */
export async function writeDraft({ host, candidates, pages }: SiteDraft, today: string): Promise<string> {
  // Not needed by anyone who only cleans.
  const { stringify } = await import('yaml')
  const [best, ...others] = candidates
  return [
    '# yaml-language-server: $schema=https://unpkg.com/cleancopy/rules/site-rule.schema.json\n',
    '# Every key: docs/site-rules.md. Try it: cleancopy rules test THIS-FILE\n',
    'schema: 1\n',
    host === null ? '# The pages do not say where they are from: put the host here.\nhosts: [example.com]\n' : `hosts: [${scalar(host)}]\n`,
    `about: { source: ${scalar(`drafted from ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`)}, verified: ${today} }\n`,
    '\n', best ? contentOf(best, others, pages.length) : noContent(),
    MORE, '\n',
    'tests:\n', ...pages.map(page => stringify([testOf(page, pages.length)], { lineWidth: 0 }).replace(/^/gm, '  ').trimEnd().concat('\n')),
  ].join('')
}

function contentOf(best: ContentCandidate, others: readonly ContentCandidate[], count: number): string {
  const lines = [best, ...others].map(({ selector, pages, holds, chosen }) =>
    `#   ${selector}: one match on ${pages} of ${count} ${count === 1 ? 'page' : 'pages'}, holds ${percent(holds)} of the text that is chosen without a rule; ${percent(chosen)} of its own is chosen\n`)
  return `# Where the article seems to be, best first:\n${lines.join('')}content:\n  select: [${scalar(best.selector)}]\n`
}

function noContent(): string {
  return '# No element holds what is chosen without a rule and has a name of its own. Look at the page and name one:\n# content: { select: [article] }\n'
}

function testOf({ file, url, title, samples }: DraftPage, count: number): object {
  const test = { name: title === null ? file : count > 1 ? `${title} (${file})` : title, ...(url === null ? {} : { url }), file, contains: samples, ...(title === null ? {} : { title }) }
  return samples.length > 0 ? test : { ...test, contains: undefined, used: 'content' }
}

/** JSON strings are YAML. */
function scalar(text: string): string {
  return /^[a-z0-9][a-z0-9.-]*$/i.test(text) ? text : JSON.stringify(text)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
