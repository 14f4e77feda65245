/** `cleancopy rules test`: the tests that rule files carry, run. */
import { testRules, type RuleTestReport } from '../index.js'
import { printable } from '../report/printable.js'
import { formatCount } from '../report/summary.js'
import { print } from './output.js'
import type { TestFlags } from './rules.js'
import { UsageError } from './usage.js'

/**
 * @returns the exit code: 1 when a test failed
 * @throws RulebookError when a rule file is broken
 */
export async function runTests(flags: TestFlags): Promise<number> {
  const paths = [...flags.paths ?? [], ...flags['--'] ?? []]
  if (flags['built-in'] && paths.length > 0) throw new UsageError('rules test runs files or --built-in, not both')
  const report = await testRules({ rules: paths, builtIn: flags['built-in'] })
  if (report.results.length + report.untested.length === 0) throw new UsageError('rules test found no site rules; name a file or folder, or --built-in')
  await print(flags.json ? `${JSON.stringify(report, null, 2)}\n` : asText(report))
  return report.results.some(({ failures }) => failures.length > 0) ? 1 : 0
}

function asText({ results, unmatched, untested }: RuleTestReport): string {
  const lines: string[] = []
  for (const { file, line, name, failures } of results) {
    if (failures.length === 0) continue
    lines.push(`${file}:${line}: ${printable(name)}`)
    for (const failure of failures) lines.push(`  ${printable(failure)}`)
  }
  for (const { file, line, key, text } of unmatched) lines.push(`${file}:${line}: ${key} ${printable(text)} matches on none of the test pages`)
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const files = new Set(results.map(({ file }) => file)).size
  const parts = [
    `${counted(results.length, 'test')} in ${counted(files, 'file')}: ${formatCount(results.length - failed)} passed${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`,
    ...(unmatched.length > 0 ? [`${counted(unmatched.length, 'part')} without a match`] : []),
    ...(untested.length > 0 ? [`${counted(untested.length, 'file')} without tests`] : []),
  ]
  return `${[...lines, parts.join(' · ')].join('\n')}\n`
}

function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`
}
