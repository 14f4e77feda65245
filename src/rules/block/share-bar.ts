import type { Block, BlockHit, BlockRule } from '../../model.js'
import { countedLabels } from '../../measure/counts.js'
import { isGluedButtons } from '../../measure/glued-buttons.js'
import { PLATFORM_NAMES } from '../../measure/platforms.js'
import { basisOf, sayingBlocks } from '../../measure/said-lines.js'

/** Keeps: sentences that begin with the word ("Share prices fell"), headings with more to say, numbers of a table. */
export default {
  id: 'share-bar',
  kind: 'share',
  removes: 'Share bars, share counts and follow prompts',
  *find({ items }, know) {
    yield* platformRuns(items)
    yield* gluedBars(items)
    for (const { count, label } of countedLabels(items, know, 'share')) yield { target: count, why: `a count beside "${label.text}"` }
    for (const target of sayingBlocks(items, know)) {
      const said = know.says('share', target.text)
      if (!said || (target.prose && said.form !== 'line' && target.text.length > 160)) continue
      yield { target, why: `says "${said.phrase}"`, basis: basisOf(said) }
    }
  },
} satisfies BlockRule

/** What stands alone on a line and is a button: words of sentences, too. */
const PLATFORMS = new Set([...PLATFORM_NAMES, 'x', 'threads', 'pocket', 'vk', 'e-mail', 'email'])
const LONGEST_NAME = 16
/** Two names in a row can be an author's headings; three are a bar. Entries of a list are left to other signs. */
const BAR = 3

function* gluedBars(items: readonly Block[]): Iterable<BlockHit> {
  for (const target of items) if (target.kind === 'paragraph' && isGluedButtons(target.text)) yield { target, why: 'buttons without a space between them' }
}

function* platformRuns(items: readonly Block[]): Iterable<BlockHit> {
  let run: Block[] = []
  for (let index = 0; index <= items.length; index++) {
    const block = items[index]
    if (block && block.kind === 'paragraph' && block.text.length <= LONGEST_NAME && PLATFORMS.has(block.text.trim().toLowerCase())) {
      run.push(block)
      continue
    }
    if (run.length >= BAR) for (const target of run) yield { target, why: `${run.length} names of platforms in a row` }
    run = []
  }
}
