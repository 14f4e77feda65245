import type { Block } from '../model.js'
import { BLANK, BREAK } from '../measure/lines.js'

/**
 * Whether a line of a text stands below a blank one when what was between it and the one above has gone: as the text is then
 * written, and read when it is cleaned again.
 */
export function gapBelow(text: string, above: Block | undefined, block: Block): boolean {
  const end = above?.parts.at(-1)?.to
  const start = block.parts[0]?.from
  if (end === undefined || start === undefined) return false
  const behind = breaksFrom(text, end, 1)
  return behind > 1 || breaksFrom(text, start - 1, -1) > 1 || (behind === 0 && block.gap)
}

/** Line breaks of the white space in one direction. Two of them have a blank line between. */
function breaksFrom(text: string, from: number, step: 1 | -1): number {
  let breaks = 0
  for (let at = from; at >= 0 && at < text.length && BLANK.test(text.charAt(at)); at += step) {
    if (BREAK.test(text.charAt(at)) && !(text.charAt(at) === '\n' && text.charAt(at - 1) === '\r')) breaks++
  }
  return breaks
}
