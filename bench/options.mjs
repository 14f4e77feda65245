// Command-line options of the bench's programs. Wrong use ends with a sentence and exit code 2.
import { parseArgs } from 'node:util'

/**
 * @template {import('node:util').ParseArgsConfig['options'] & {}} T
 * @param {T} options @param {string} usage printed for --help
 */
export function readOptions(options, usage) {
  try {
    const parsed = parseArgs({
      options: { ...options, help: { type: /** @type {const} */ ('boolean'), short: 'h' } }, allowPositionals: true,
    })
    if (/** @type {any} */ (parsed.values).help) {
      console.log(usage)
      process.exit(0)
    }
    return parsed
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

/** @param {string} message @returns {never} */
export function fail(message) {
  console.error(message)
  process.exit(2)
}

/** For material outside the repository: its absence is no failure. @param {string} what @returns {never} */
export function skip(what) {
  console.log(`skipped: ${what}`)
  process.exit(0)
}

/** @param {string | undefined} value @param {string} name @param {number} standard @param {number} [least] */
export function wholeNumber(value, name, standard, least = 0) {
  if (value === undefined) return standard
  const number = Number(value)
  if (!Number.isInteger(number) || number < least) {
    fail(`--${name} must be a whole number of at least ${least}, not "${value}"`)
  }
  return number
}

/** @param {string | undefined} value comma-separated @returns {string[]} */
export function list(value) {
  return (value ?? '').split(',').map(item => item.trim()).filter(item => item !== '')
}

/** @param {string | undefined} value a regular expression @param {string} name @returns {RegExp} */
export function pattern(value, name) {
  try {
    return new RegExp(value ?? '')
  } catch (error) {
    return fail(`--${name}: ${error instanceof Error ? error.message : error}`)
  }
}

/** @param {string} line rewritten in place on a terminal, else not shown */
export function progress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
}

/** Ends with the one sentence that says what to do. @returns {never} */
export function failUnbuilt() {
  console.error('cleancopy is not built: run npm run build first')
  process.exit(1)
}
