import { Document, type Node, YAMLMap, YAMLSeq, isCollection, isNode } from 'yaml'
import type { Draft, Item } from './ftr-draft.js'

/** What a rule file says about itself. */
export interface About {
  readonly hosts: readonly string[]
  readonly source: string
  readonly verified: string | null
}

/** Of configs whose date nobody knows: old enough that `content` must agree with the generic choice. */
const LONG_AGO = '1970-01-01'

/** The draft as a rule file, with the original's comments. */
export function writeRule(draft: Draft, { hosts, source, verified }: About): string {
  const document = new Document({ schema: 1, hosts, about: { source, verified: verified ?? LONG_AGO } })
  if (verified === null) {
    const about = document.get('about')
    if (isCollection(about)) remark(about.get('verified', true), 'not known')
  }
  const put = (key: string, items: readonly Item<unknown>[]) => {
    if (items.length > 0) document.set(key, sequence(document, items))
  }
  if (draft.content.length > 0) {
    const content = new YAMLMap()
    content.set('select', sequence(document, draft.content))
    content.set('join', true)
    document.set('content', content)
  }
  put('remove', draft.remove)
  put('unwrap', draft.unwrap)
  put('rename', draft.rename)
  put('move', draft.move)
  put('attributes', draft.attributes)
  put('replace', draft.replace)
  for (const [key, fields] of [['metadata', draft.metadata], ['links', draft.links]] as const) {
    if (fields.size === 0) continue
    const map = new YAMLMap()
    for (const [field, items] of fields) map.set(field, items.length === 1 && items[0] ? commented(document, items[0]) : sequence(document, items))
    document.set(key, map)
  }
  if (draft.notes.length > 0) document.comment = asComment(draft.notes)
  return document.toString({ lineWidth: 0 })
}

function sequence(document: Document, items: readonly Item<unknown>[]): YAMLSeq {
  const list = new YAMLSeq()
  for (const item of items) list.add(commented(document, item))
  return list
}

function commented(document: Document, { value, comments }: Item<unknown>): Node {
  const node = document.createNode(value)
  if (comments.length > 0) node.commentBefore = asComment(comments)
  return node
}

function remark(node: unknown, text: string): void {
  if (isNode(node)) node.comment = ` ${text}`
}

function asComment(lines: readonly string[]): string {
  return lines.map(line => ` ${line}`).join('\n')
}
