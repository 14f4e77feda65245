/** Where a text stops being JSON. The platform's own parser says so in words that differ from one to the next, and not always where. */

export interface JsonFault {
  readonly offset: number
  /** What could stand there. */
  readonly expected: string
}

/** Sticky: each is tried where the last one ended. */
const BLANK = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma'

const EXPECTED: Readonly<Record<Exclude<State, 'comma'>, string>> = {
  'value': 'a value', 'value-or-end': 'a value or ]', 'key': 'a key in double quotes', 'key-or-end': 'a key in double quotes or }',
  'colon': 'a colon',
}

/** The first place at which the text is no JSON (no comments, no comma before a bracket); null when it is. */
export function jsonFault(text: string): JsonFault | null {
  const open: ('{' | '[')[] = []
  let state: State = 'value'
  let at = 0
  const takes = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  for (;;) {
    takes(BLANK)
    if (state === 'comma' && open.length === 0) return at === text.length ? null : { offset: at, expected: 'the end' }
    const inside = open.at(-1)
    const letter = text[at]
    const isEnd = letter === (inside === '{' ? '}' : ']')
    if (isEnd && inside !== undefined && (state === 'comma' || state.endsWith('-or-end'))) {
      open.pop()
      state = 'comma'
      at += 1
    } else if (state === 'comma' && letter === ',') {
      state = inside === '{' ? 'key' : 'value'
      at += 1
    } else if (state === 'colon' && letter === ':') {
      state = 'value'
      at += 1
    } else if (state.startsWith('key') && takes(STRING)) {
      state = 'colon'
    } else if (state.startsWith('value') && (letter === '{' || letter === '[')) {
      open.push(letter)
      state = letter === '{' ? 'key-or-end' : 'value-or-end'
      at += 1
    } else if (state.startsWith('value') && (takes(STRING) || takes(PLAIN))) {
      state = 'comma'
    } else {
      return { offset: at, expected: state === 'comma' ? `a comma or ${inside === '{' ? '}' : ']'}` : EXPECTED[state] }
    }
  }
}
