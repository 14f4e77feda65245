import type { Block, Knowledge, Metadata, Page, PageElement, Suspicion } from '../model.js'
import { linkShare } from '../measure/blocks.js'
import { isWithin } from '../measure/elements.js'
import { BlockWords, WORDS_OF } from './block-words.js'
import { type Containers, findContainers } from './containers.js'
import { HeadingContext } from './heading-context.js'
import { FAMILY_NAMES } from './lexicon.js'
import { PAGE_FACTS, pageFacts } from './page-facts.js'
import { PageSums } from './page-sums.js'
import { repetition } from './repetition.js'
import { SEMANTICS, Surroundings } from './surroundings.js'
import type { Stated } from './stated-evidence.js'
import { SHAPE } from './text-shape.js'

/** A page's blocks, those that rules suspect among them, in document order. */
export interface PageBlocks extends Stated {
  readonly page: Page
  readonly metadata: Metadata
  readonly knowledge: Knowledge
  readonly blocks: readonly Block[]
  /** What suspects a block; null for the others. */
  readonly suspects: readonly (Suspicion | null)[]
}

/** Numbers of all blocks: `width` for each, in the order of BLOCK_FEATURES. */
export interface FeatureTable {
  readonly width: number
  readonly values: Float32Array
  /** For each block a number that it shares with those it belongs to: three groups around it, and those that look like it. */
  readonly groups: readonly Int32Array[]
}

const ELEMENT = ['isHeading', 'isItem', 'isCell', 'isCode', 'isPlain', 'level', 'quoted', 'linkShare', 'isProse', 'depth', 'ownShare', 'ownerImages', 'ownerFields', 'isP', 'isDiv', 'isSpan'] as const
const GROUP = ['Length', 'Links', 'Prose', 'PageShare', 'Blocks', 'MeanLength', 'Place', 'Headings'] as const
const GROUPS = ['near', 'middle', 'wide'] as const
const CONTAINER = ['inMain', 'toMain', 'mainSide', 'inCore', 'toCore', 'coreSide', 'inTop', 'toTop', 'topSide', 'scoreShare', 'mainLinks', 'coreBlocks'] as const
const PLACE = ['place', 'placeInText', 'fromFirstProse', 'fromLastProse', 'proseBefore', 'fromHeadline', 'proseFromHeadline', 'afterHeadline'] as const
const HEADING = ['headingDistance', 'headingLevel', 'headingIsTitle', 'headingResidue', 'headingLinks', 'proseSinceHeading', 'sinceResidueHeading', 'headings', 'headingQuestion', 'headingNumber'] as const
const NEIGHBOUR = ['Length', 'Links', 'Prose', 'Heading', 'Together', 'Residue'] as const
const OFFSETS = [-2, -1, 1, 2] as const
const WINDOW = ['Prose', 'Links', 'MeanLength', 'Residue'] as const
const WINDOWS = [3, 8] as const
const REPETITION = ['twins', 'twinLength', 'twinLinks', 'twinProse', 'cousins', 'cousinLength', 'sameText', 'sameTextBefore'] as const
/** Whether and of what a block is suspected; then of the suspected element its share of the page's text and prose, and how much of it is linked. */
const SUSPECT = ['suspected', 'suspectedNear', 'suspectedRelated', 'suspectedNavigation', 'suspectedLegal', 'suspectedByline', 'suspectedTags', 'suspectedComments',
  'suspectedHidden', 'suspectedWidget', 'suspectShare', 'suspectProse', 'suspectLinks',
] as const

export const BLOCK_FEATURES: readonly string[] = [
  ...SHAPE, ...ELEMENT,
  ...SEMANTICS.map(name => `to ${name}`), ...FAMILY_NAMES.map(name => `named ${name}`),
  ...GROUPS.flatMap(group => GROUP.map(name => group + name)),
  ...CONTAINER, ...PLACE, ...HEADING, ...WORDS_OF,
  ...OFFSETS.flatMap(offset => NEIGHBOUR.map(name => `${offset > 0 ? '+' : ''}${offset} ${name}`)),
  ...WINDOWS.flatMap(window => WINDOW.map(name => `±${window} ${name}`)),
  ...REPETITION, 'says any', ...SUSPECT,
  ...PAGE_FACTS,
]

const RESIDUE_AT = BLOCK_FEATURES.indexOf('says any')
const COMMAS = SHAPE.indexOf('commas')
const WORDS = SHAPE.indexOf('logWords')
const MOST = 40
const FORM_WEIGHT = { line: 1, label: 0.8, starts: 0.6, ends: 0.6, contains: 0.4 } as const

/** How much a block says to be residue: 0 nothing, 1 a whole line. */
export function residueOf({ values, width }: FeatureTable, block: number): number {
  return values[block * width + RESIDUE_AT]!
}

/** Measures every block of a page. Linear in blocks and elements. */
export function measureBlocks(given: PageBlocks): FeatureTable {
  return new Measuring(given).run()
}

class Measuring {
  private readonly width = BLOCK_FEATURES.length
  private readonly values: Float32Array
  private readonly sums: PageSums
  private readonly around: Surroundings
  private readonly containers: Containers
  private readonly words: BlockWords
  /** Per block: the strongest phrase of residue in it. */
  private readonly residue: Float32Array
  private readonly prose: Float64Array
  private readonly lengths: Float64Array
  private readonly links: Float64Array
  private readonly residues: Float64Array
  private readonly groupOf: readonly Int32Array[]
  private at = 0

  constructor(private readonly given: PageBlocks) {
    const { page, blocks, metadata } = given
    const count = blocks.length
    this.values = new Float32Array(count * this.width)
    this.residue = new Float32Array(count)
    this.groupOf = GROUPS.map(() => new Int32Array(count))
    this.words = new BlockWords(metadata)
    this.sums = new PageSums(page, blocks)
    this.around = new Surroundings(page, blocks)
    this.words.measureShapes(blocks, this.values, this.width)
    this.containers = findContainers(page, blocks, this.sums, index =>
      this.values[index * this.width + COMMAS]! * 2 ** this.values[index * this.width + WORDS]!)
    const { core } = this.containers
    this.words.compare(index => {
      const { prose, element } = blocks[index]!
      return prose && element !== null && core !== null && isWithin(element, core)
    })
    ;[this.prose, this.lengths, this.links, this.residues] = [0, 1, 2, 3].map(() => new Float64Array(count + 1)) as [Float64Array, Float64Array, Float64Array, Float64Array]
  }

  run(): FeatureTable {
    const { given: { page, blocks, suspects, knowledge, metadata }, values, width, residue } = this
    blocks.forEach((block, index) => {
      residue[index] = values[index * width + RESIDUE_AT] = says(block, knowledge)
      this.prose[index + 1] = this.prose[index]! + (block.prose ? block.text.length : 0)
      this.lengths[index + 1] = this.lengths[index]! + block.text.length
      this.links[index + 1] = this.links[index]! + block.linkLength
      this.residues[index + 1] = this.residues[index]! + (residue[index] > 0 ? 1 : 0)
    })
    const facts = pageFacts(page, metadata, blocks)
    const headline = this.headline()
    const firstProse = blocks.findIndex(block => block.prose)
    const lastProse = blocks.findLastIndex(block => block.prose)
    const twins = repetition(blocks, this.around.looks)
    const headings = new HeadingContext(this.words.title, residue, block => this.prose[block]!, (block, at) => values[block * width + at]!)
    blocks.forEach((block, index) => {
      this.at = index * width + SHAPE.length
      this.element(block)
      if (block.element) this.around.fill(block.element, values, this.at)
      this.at += Surroundings.width
      this.groups(block, index)
      this.container(block)
      this.place(index, firstProse, lastProse, headline)
      this.at += headings.fill(block, index, values, this.at)
      this.at += this.words.fill(index, values, this.at)
      for (const offset of OFFSETS) this.neighbour(block, blocks[index + offset] ?? null)
      for (const window of WINDOWS) this.window(index, window)
      this.at += twins.fill(index, values, this.at)
      this.at++
      this.suspicion(index, suspects)
      values.set(facts, this.at)
    })
    return { width, values, groups: [...this.groupOf, twins.twinOf] }
  }

  private put(value: number): void {
    this.values[this.at++] = value
  }

  private element(block: Block): void {
    const { element, kind } = block
    this.put(kind === 'heading' ? 1 : 0)
    this.put(kind === 'list-item' ? 1 : 0)
    this.put(kind === 'cell' ? 1 : 0)
    this.put(kind === 'code' ? 1 : 0)
    this.put(kind === 'paragraph' ? 1 : 0)
    this.put(block.level)
    this.put(block.quoted ? 1 : 0)
    this.put(linkShare(block))
    this.put(block.prose ? 1 : 0)
    this.put(element?.depth ?? 0)
    this.put(element && element.textLength > 0 ? block.text.length / element.textLength : 0)
    this.put(element?.images ?? 0)
    this.put(element?.fields ?? 0)
    this.put(element?.tag === 'p' ? 1 : 0)
    this.put(element?.tag === 'div' ? 1 : 0)
    this.put(element?.tag === 'span' || element?.tag === 'a' ? 1 : 0)
  }

  /** The elements around a block in which it is not alone, each holding clearly more than the one before. */
  private groups(block: Block, index: number): void {
    const { sums } = this
    let at: PageElement | null = block.element
    let blocks = 1
    for (let group = 0; group < GROUPS.length; group++) {
      while (at?.parent && sums.of(sums.blocks, at) < blocks + 1) at = at.parent
      this.groupOf[group]![index] = at?.order ?? 0
      if (!at) {
        for (let name = 0; name < GROUP.length; name++) this.put(Number.NaN)
        continue
      }
      blocks = Math.max(blocks + 1, Math.ceil(sums.of(sums.blocks, at) * 1.5))
      this.group(at, index)
      at = at.parent ?? at
    }
  }

  private group(group: PageElement, index: number): void {
    const { sums } = this
    const length = Math.max(1, sums.of(sums.length, group))
    const count = sums.of(sums.blocks, group)
    const allProse = sums.prose[sums.prose.length - 1]!
    this.put(Math.log2(1 + length))
    this.put(sums.of(sums.linked, group) / length)
    this.put(sums.of(sums.prose, group) / length)
    this.put(allProse > 0 ? sums.of(sums.prose, group) / allProse : 0)
    this.put(Math.log2(1 + count))
    this.put(Math.log2(1 + length / count))
    this.put((index - sums.blocks[group.order]!) / count)
    this.put(sums.of(sums.headings, group))
  }

  private container({ element }: Block): void {
    const { main, core, top, scores } = this.containers
    for (const container of [main, core, top]) {
      const side = !element || !container ? 0 : element.order < container.order ? -1 : element.order < container.end ? 0 : 1
      this.put(element && container && side === 0 ? 1 : 0)
      this.put(element && container ? stepsTo(element, container) : Number.NaN)
      this.put(side)
    }
    const best = top ? scores[top.order]! : 0
    let own = 0
    let at = element
    for (let level = 0; at && level < 6; level++, at = at.parent) own = Math.max(own, scores[at.order]!)
    this.put(best > 0 ? own / best : 0)
    const { sums } = this
    this.put(main ? sums.of(sums.linked, main) / Math.max(1, sums.of(sums.length, main)) : Number.NaN)
    this.put(core ? Math.log2(1 + sums.of(sums.blocks, core)) : Number.NaN)
  }

  private place(index: number, firstProse: number, lastProse: number, headline: number): void {
    const count = this.given.blocks.length
    const all = Math.max(1, this.prose[count]!)
    this.put(index / count)
    this.put(this.lengths[index]! / Math.max(1, this.lengths[count]!))
    this.put(firstProse < 0 ? Number.NaN : clamp(index - firstProse))
    this.put(lastProse < 0 ? Number.NaN : clamp(index - lastProse))
    this.put(this.prose[index]! / all)
    this.put(headline < 0 ? Number.NaN : clamp(index - headline))
    this.put(headline < 0 ? Number.NaN : (this.prose[index]! - this.prose[headline]!) / all)
    this.put(headline < 0 ? Number.NaN : Math.sign(index - headline))
  }

  /** The heading most like the title, the first of equals; else the first h1. */
  private headline(): number {
    let best = -1
    let most = 0.5
    this.given.blocks.forEach((block, index) => {
      if (block.kind === 'heading' && this.words.title.overlap[index]! > most) {
        most = this.words.title.overlap[index]!
        best = index
      }
    })
    return best >= 0 ? best : this.given.blocks.findIndex(block => block.kind === 'heading' && block.level === 1)
  }

  private neighbour(block: Block, other: Block | null): void {
    if (!other) {
      for (let name = 0; name < NEIGHBOUR.length; name++) this.put(Number.NaN)
      return
    }
    this.put(Math.log2(1 + other.text.length))
    this.put(linkShare(other))
    this.put(other.prose ? 1 : 0)
    this.put(other.kind === 'heading' ? 1 : 0)
    this.put(other.element?.parent === block.element?.parent ? 1 : 0)
    this.put(this.residue[other.index]!)
  }

  private window(index: number, size: number): void {
    const from = Math.max(0, index - size)
    const to = Math.min(this.given.blocks.length, index + size + 1)
    const length = Math.max(1, this.lengths[to]! - this.lengths[from]!)
    this.put((this.prose[to]! - this.prose[from]!) / length)
    this.put((this.links[to]! - this.links[from]!) / length)
    this.put(Math.log2(1 + length / (to - from)))
    this.put((this.residues[to]! - this.residues[from]!) / (to - from))
  }

  private suspicion(index: number, suspects: PageBlocks['suspects']): void {
    const own = suspects[index] ?? null
    const kind = own?.kind ?? null
    this.put(own === null ? 0 : 1)
    this.put((suspects[index - 1] ?? null) === null && (suspects[index + 1] ?? null) === null ? 0 : 1)
    this.put(kind === 'related' ? 1 : 0)
    this.put(kind === 'navigation' || kind === 'pagination' ? 1 : 0)
    this.put(kind === 'legal' ? 1 : 0)
    this.put(kind === 'byline' || kind === 'dateline' ? 1 : 0)
    this.put(kind === 'tags' || kind === 'tools' ? 1 : 0)
    this.put(kind === 'comments' ? 1 : 0)
    this.put(kind === 'hidden' ? 1 : 0)
    this.put(kind === 'poll' || kind === 'debris' ? 1 : 0)
    const body = this.given.page.body
    const target = own?.target ?? null
    this.put(target && body ? target.textLength / Math.max(1, body.textLength) : Number.NaN)
    this.put(target && body ? target.prose / Math.max(1, body.prose) : Number.NaN)
    this.put(target ? target.linkLength / Math.max(1, target.textLength) : Number.NaN)
  }
}

/** The strongest phrase of residue in a block: 1 is the whole line. */
function says({ text }: Block, know: Knowledge): number {
  let most = 0
  for (const { form } of know.matches(text)) most = Math.max(most, FORM_WEIGHT[form])
  return most
}

function clamp(distance: number): number {
  return Math.max(-MOST, Math.min(MOST, distance))
}

/** Levels from the nearest common ancestor down to the element. */
function stepsTo(element: PageElement, container: PageElement): number {
  let steps = 0
  let at: PageElement | null = element
  while (at && !isWithin(container, at) && !isWithin(at, container)) {
    at = at.parent
    steps++
  }
  return Math.min(steps, 16)
}
