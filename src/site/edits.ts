import type { Decoded, DomDocument, DomElement, DomNode, SiteEdit, SiteReplacement, SiteRule } from '../model.js'

/** What edits need of a document beyond reading. Only documents of our own parser are handed in. */
interface EditableNode extends DomNode {
  nodeValue: string | null
  readonly firstChild: EditableNode | null
  readonly nextSibling: EditableNode | null
  readonly parentNode: EditableNode | null
  remove(): void
}

interface EditableElement extends EditableNode, Omit<DomElement, keyof DomNode> {
  readonly firstChild: EditableNode | null
  readonly nextSibling: EditableNode | null
  readonly parentNode: EditableNode | null
  readonly childNodes: Iterable<EditableNode>
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  replaceWith(...nodes: EditableNode[]): void
  append(...nodes: EditableNode[]): void
  before(...nodes: EditableNode[]): void
  after(...nodes: EditableNode[]): void
  contains(node: EditableNode): boolean
}

interface EditableDocument extends Pick<DomDocument, 'documentElement'> {
  createElement(name: string): EditableElement
  querySelectorAll(selector: string): Iterable<EditableElement>
}

/** Whether a rule changes the document before it is measured. */
export function changesDocument({ edits, replace }: SiteRule): boolean {
  return edits !== undefined || replace !== undefined
}

/** The source with the rule's `in: html` replacements. */
export function editSource(decoded: Decoded, { replace = [] }: SiteRule): Decoded {
  const wanted = replace.filter(one => one.in === 'html')
  if (wanted.length === 0) return decoded
  return { ...decoded, text: wanted.reduce((text, one) => text.replaceAll(one.find, () => one.with), decoded.text) }
}

/** Carries out a rule's edits and text replacements on a document of our own. Selectors were checked when it was loaded. */
export function editDocument(document: DomDocument, { edits = [], replace = [] }: SiteRule): void {
  const own = document as unknown as EditableDocument
  for (const edit of edits) carryOut(own, edit)
  const texts = replace.filter(one => one.in === 'text')
  if (texts.length > 0 && own.documentElement) replaceTexts(own.documentElement as unknown as EditableElement, texts)
}

/** Without these there is no page. */
const FIXED = new Set(['html', 'head', 'body'])

function carryOut(document: EditableDocument, edit: SiteEdit): void {
  const targets = [...document.querySelectorAll(edit.selector)]
  switch (edit.edit) {
    case 'unwrap':
      for (const target of targets) if (!FIXED.has(target.localName)) target.replaceWith(...target.childNodes)
      return
    case 'rename':
      for (const target of targets) if (!FIXED.has(target.localName)) rename(document, target, edit.to)
      return
    case 'move':
      move(document, targets, edit)
      return
    case 'attribute':
      for (const target of targets) change(target, edit)
  }
}

function rename(document: EditableDocument, target: EditableElement, name: string): void {
  const renamed = document.createElement(name)
  for (const { name: attribute, value } of target.attributes) renamed.setAttribute(attribute, value)
  renamed.append(...target.childNodes)
  target.replaceWith(renamed)
}

/** In document order, so that several matches keep theirs. */
function move(document: EditableDocument, targets: readonly EditableElement[], { place, target }: Extract<SiteEdit, { edit: 'move' }>): void {
  const [goal] = document.querySelectorAll(target)
  if (!goal) return
  let last = goal
  for (const one of targets) {
    if (one.contains(goal) || FIXED.has(one.localName)) continue
    if (place === 'before') goal.before(one)
    else if (place === 'into') goal.append(one)
    else {
      last.after(one)
      last = one
    }
  }
}

function change(target: EditableElement, { name, from, set }: Extract<SiteEdit, { edit: 'attribute' }>): void {
  if (from) {
    const value = from.map(other => target.getAttribute(other)?.trim() ?? '').find(one => one !== '')
    if (value !== undefined) target.setAttribute(name, value)
  } else if (set !== undefined) target.setAttribute(name, set)
  else target.removeAttribute(name)
}

/** Their contents are data. */
const UNREAD = new Set(['script', 'style', 'template'])

/** White space in `find` fits any; text that the parser cut at entities is joined first. */
function replaceTexts(root: EditableElement, replacements: readonly SiteReplacement[]): void {
  const wanted = replacements.map(({ find, with: by }) => ({ pattern: new RegExp(escaped(find).replace(/\s+/g, '\\s+'), 'g'), by }))
  for (let node: EditableNode | null = root; node; node = following(node, root)) {
    if (node.nodeType !== 3) continue
    joinFollowing(node)
    const before = node.nodeValue ?? ''
    const after = wanted.reduce((text, { pattern, by }) => text.replace(pattern, () => by), before)
    if (after !== before) node.nodeValue = after
  }
}

function joinFollowing(node: EditableNode): void {
  for (let next = node.nextSibling; next?.nodeType === 3; next = node.nextSibling) {
    node.nodeValue = (node.nodeValue ?? '') + (next.nodeValue ?? '')
    next.remove()
  }
}

/** The next node in document order, not inside what nobody reads. */
function following(node: EditableNode, root: EditableElement): EditableNode | null {
  const isUnread = node.nodeType === 1 && UNREAD.has((node as EditableElement).localName)
  if (node.firstChild && !isUnread) return node.firstChild
  for (let at: EditableNode | null = node; at && at !== root; at = at.parentNode) if (at.nextSibling) return at.nextSibling
  return null
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
