/** Samples to open on the report page: what was kept, what went, by which rule. */
import type { Element } from 'hast'
import { compact, type Content, h, quoted, section } from './page-elements.js'
import type { RunRecord, SampledDocument, SampledRemoval } from './run-record.js'
import { describeCode, toneOf } from './run-states.js'
import { formatCount } from './summary.js'

const GROUPS: readonly (readonly [keyof RunRecord['samples'], string])[] = [
  ['undelivered', 'Not delivered'], ['partial', 'Delivered, doubtful'], ['clean', 'Clean'],
]

export function samplesSection(samples: RunRecord['samples']): Element | null {
  const groups = GROUPS.flatMap(([name, title]) => (
    samples[name].length === 0 ? [] : [h('h3', {}, title), ...samples[name].map(sample)]
  ))
  if (groups.length === 0) return null
  return section('samples', 'Samples',
    h('p', { className: ['note'] }, 'Drawn evenly from the whole run, the same ones in every run over the same documents. Open one to see what was kept and what went.'),
    ...groups)
}

function sample(one: SampledDocument): Element {
  const { input, title, state, confidence, url, remarks, selection, kept, keptLength, removed, removals } = one
  return h('details', {},
    h('summary', {},
      h('span', { className: ['name'] }, quoted(title || input, 160)),
      h('span', { className: ['state', toneOf(state)] }, describeCode(state)),
      confidence === null || keptLength === 0 ? null : h('span', { className: ['soft'] }, confidence.toFixed(2))),
    h('div', { className: ['inside'] },
      h('p', { className: ['soft'] }, quoted(input), ...address(url)),
      selection === '' ? null : h('p', { className: ['note'] }, 'Chosen by ', quoted(selection)),
      remarks.length === 0 ? null : h('ul', { className: ['plain'] }, ...remarks.map((remark) => h('li', {}, quoted(remark, 400)))),
      ...kept === '' ? [] : [
        h('h3', {}, `Kept: ${compact(keptLength)} characters`),
        h('div', { className: ['kept'], dir: 'auto' }, kept),
      ],
      ...removed.length === 0 ? [] : [
        h('h3', {}, removals > removed.length ? `Removed: the ${removed.length} largest of ${formatCount(removals)}` : `Removed: ${formatCount(removals)}`),
        h('ul', { className: ['gone'] }, ...removed.map(removal)),
      ]))
}

function removal({ rule, kind, why, excerpt, length }: SampledRemoval): Element {
  return h('li', {},
    h('del', {}, quoted(excerpt || '(no text)', 160)),
    h('span', {}, h('code', {}, rule), ` · ${kind} · ${compact(length)} characters · `, quoted(why, 200)))
}

/** A link to the web and to nowhere else. */
function address(url: string | null): Content[] {
  if (url === null) return []
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return [' · ', quoted(url)]
  return [' · ', h('a', { href: new URL(url).href, rel: ['noreferrer', 'noopener'] }, quoted(url, 120))]
}
