/** Host look-up of filter lists: names and their sub-domains, label by label. */

/** Second labels under which whole countries register: `example.*` holds on example.co.uk, too. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|gouv|ne|net|nom|or|org)$/

/**
 * Everything by which a list may name this host: itself and its parents, and with `.*` for the public suffix
 * (`news.example.co.uk` → itself, `example.co.uk`, …, `news.example.*`, `example.*`).
 */
export function namesOf(host: string): readonly string[] {
  const labels = host.split('.')
  const names = labels.map((_, from) => labels.slice(from).join('.'))
  for (const without of suffixLengths(labels)) {
    const rest = labels.slice(0, -without)
    rest.forEach((_, from) => names.push(`${rest.slice(from).join('.')}.*`))
  }
  return names
}

/** How many labels the public suffix may have: one, or two as in `co.uk`. */
function suffixLengths(labels: readonly string[]): readonly number[] {
  const [second = '', top = ''] = labels.slice(-2)
  return labels.length > 2 && top.length === 2 && SECOND_LEVEL.test(second) ? [1, 2] : [1]
}

/** Whether a rule for `hosts` (all when empty) but not for `except` holds where `names` are the host's names. */
export function holdsOn(names: ReadonlySet<string>, hosts: readonly string[], except: readonly string[]): boolean {
  const length = longest(names, hosts)
  if (hosts.length > 0 && length === -1) return false
  // `example.com,~shop.example.com`: the longer name decides.
  return longest(names, except) <= length
}

function longest(names: ReadonlySet<string>, hosts: readonly string[]): number {
  let length = -1
  for (const host of hosts) if (host.length > length && names.has(host)) length = host.length
  return length
}
