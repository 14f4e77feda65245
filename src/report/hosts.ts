/** What is wrong with a host that a person has named, in words. */
import { hostFault } from '../rulebook/host-check.js'
import { printable } from './printable.js'

/** Null when it is fine; to be put behind its name and a colon. */
export function describeHostFault(host: string): string | null {
  const fault = hostFault(host)
  if (fault === null) return null
  const { message, expected, suggestion } = fault
  if (suggestion !== undefined) return printable(`${message}; did you mean ${suggestion}?`)
  return printable(expected === undefined ? message : `${message}; expected ${expected}`)
}
