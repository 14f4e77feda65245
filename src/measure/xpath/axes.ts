import type { NodeTest, Step } from './syntax.js'
import type { XNode, XPathTree } from './tree.js'

/** The nodes of a step's axis that pass its node test, nearest first. `spend` is told how many nodes were looked at. */
export function nodesOnAxis(tree: XPathTree, node: XNode, step: Step, spend: (nodes: number) => void): XNode[] {
  const along = axisNodes(tree, node, step.axis)
  spend(along.length)
  return along.filter(one => passes(one, step.test))
}

/** Axes that run against the document's order: positions are counted backwards on them. */
export function isReverse(axis: Step['axis']): boolean {
  return axis === 'ancestor' || axis === 'ancestor-or-self' || axis === 'preceding' || axis === 'preceding-sibling' || axis === 'parent'
}

function passes({ type, name }: XNode, test: NodeTest): boolean {
  switch (test.type) {
    case 'node': return true
    case 'text':
    case 'comment': return type === test.type
    case 'any': return type === 'element' || type === 'attribute'
    case 'name': return name === test.name && (type === 'element' || type === 'attribute')
  }
}

function axisNodes(tree: XPathTree, node: XNode, axis: Step['axis']): readonly XNode[] {
  switch (axis) {
    case 'self': return [node]
    case 'child': return node.children
    case 'attribute': return node.type === 'element' ? tree.attributes(node) : []
    case 'parent': return node.parent ? [node.parent] : []
    case 'ancestor': return ancestors(node.parent)
    case 'ancestor-or-self': return ancestors(node)
    case 'descendant': return node.type === 'attribute' ? [] : tree.nodes.slice(node.order + 1, node.end)
    case 'descendant-or-self': return node.type === 'attribute' ? [node] : tree.nodes.slice(node.order, node.end)
    case 'following-sibling': return siblings(node).filter(({ order }) => order > node.order)
    case 'preceding-sibling': return siblings(node).filter(({ order }) => order < node.order).reverse()
    case 'following': return tree.nodes.slice(node.type === 'attribute' ? Math.floor(node.order) + 1 : node.end)
    case 'preceding': return tree.nodes.slice(0, Math.floor(node.order)).filter(({ end }) => end <= node.order).reverse()
  }
}

function ancestors(from: XNode | null): XNode[] {
  const found: XNode[] = []
  for (let at = from; at; at = at.parent) found.push(at)
  return found
}

function siblings(node: XNode): readonly XNode[] {
  return node.type === 'attribute' ? [] : node.parent?.children ?? []
}
