/**
 * A part of a string keeps the whole string in memory: a class name its page's source. For what stays longer than
 * the page, this copy does not.
 */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1)
}
