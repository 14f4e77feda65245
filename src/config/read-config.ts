import { z } from 'zod'
import { ruleFileErrorLine, type Fault, type RuleFileError } from '../rulebook/fault.js'
import { errorsOf } from '../rulebook/issues.js'
import { addFault } from '../rulebook/schema-text.js'
import { parseYaml } from '../rulebook/yaml-source.js'

/** A flag of the command line as the config file sees it. */
export interface ConfigKey {
  readonly type: 'boolean' | 'text' | 'number' | 'list'
  readonly describe: string
  /** The only values there are. */
  readonly choices?: readonly string[]
  /** Of numbers, for editors. */
  readonly range?: { readonly minimum: number, readonly maximum?: number }
  /** What is wrong with a value of the right type; numbers as they would be typed. */
  readonly check?: (given: string) => ConfigFault | null
}

export type ConfigFault = Omit<Fault, 'message'>

export type ConfigKeys = Readonly<Record<string, ConfigKey>>

/** What the file sets: as if it had been typed, before everything that was. */
export type ConfigValues = Readonly<Record<string, boolean | string | number | readonly string[]>>

export type ConfigResult =
  | {
    readonly ok: true
    readonly values: ConfigValues
    /** `file:line:column` of a key's value, or of the text with this word in it. */
    placeOf(key: string, word?: string): string
  }
  | { readonly ok: false; readonly lines: readonly string[] }

/**
 * Reads a config file (YAML 1.2 or JSON); touches no disk. `file` is what errors call it. All errors are reported at
 * once as `file:line:column: …`, in the style of rule files; only a syntax error hides the others. An empty file sets nothing.
 */
export function readConfig(file: string, text: string, keys: ConfigKeys): ConfigResult {
  const parsed = parseYaml(file, text)
  if (!parsed.ok) return { ok: false, lines: parsed.errors.map(ruleFileErrorLine) }
  const { source } = parsed
  const placeOf = (key: string, word?: string): string => {
    const { line, column } = source.valueAt([key, ...indexOf(source.data, key, word)])
    return `${file}:${line}:${column}`
  }
  if (source.data === null || source.data === undefined) return { ok: true, values: {}, placeOf }
  const schema = configSchema(keys)
  const read = schema.safeParse(source.data)
  if (!read.success) {
    const errors = errorsOf(source, schema, read.error.issues).map((error) => withoutOpposite(error, keys))
    const sorted = errors.sort((a, b) => a.line - b.line || a.column - b.column)
    return { ok: false, lines: sorted.map(ruleFileErrorLine) }
  }
  const values = Object.entries(read.data).filter(([key]) => key !== '$schema')
  return { ok: true, values: Object.fromEntries(values) as ConfigValues, placeOf }
}

/** `no-links: true`, as it is typed: the file has the switch and its value. */
function withoutOpposite(error: RuleFileError, keys: ConfigKeys): RuleFileError {
  const name = /^unknown key "no-(.+)"$/.exec(error.message)?.[1]
  return name === undefined || keys[name]?.type !== 'boolean' ? error : { ...error, expected: null, suggestion: `${name}: false` }
}

/** Where in the list of a key the word stands. */
function indexOf(data: unknown, key: string, word: string | undefined): number[] {
  const list: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : null
  const at = Array.isArray(list) && word !== undefined ? list.findIndex((one) => String(one).includes(word)) : -1
  return at === -1 ? [] : [at]
}

/** One key for each flag, and `$schema` for editors. */
export function configSchema(keys: ConfigKeys): z.ZodObject<Record<string, z.ZodType>> {
  const shape: Record<string, z.ZodType> = { $schema: z.string().exactOptional().describe('Where editors find this schema.') }
  for (const [name, key] of Object.entries(keys)) shape[name] = valueSchema(name, key).exactOptional().describe(key.describe)
  return z.strictObject(shape).describe('Flags of cleancopy, set for every run in this folder. What is typed wins.')
}

/** The same as JSON Schema, ended by a line feed. */
export function schemaForEditors(keys: ConfigKeys): string {
  const { $schema, ...rest } = z.toJSONSchema(configSchema(keys), { io: 'input' })
  return `${JSON.stringify({ $schema, $id: 'config.schema.json', title: 'cleancopy.config', ...rest }, null, 2)}\n`
}

function valueSchema(name: string, { type, choices, range, check }: ConfigKey): z.ZodType {
  const refuse = (value: unknown, context: z.core.$RefinementCtx): void => {
    const wrong = check?.(String(value)) ?? null
    if (wrong) addFault(context, { ...wrong, message: `wrong value for "${name}"` })
  }
  const word = choices === undefined ? z.string().superRefine(refuse) : z.enum(choices)
  switch (type) {
    case 'boolean':
      return z.boolean()
    case 'number':
      return z.number().superRefine(refuse).meta({ ...range })
    case 'list':
      return z.union([z.array(word), word], { error: 'not a text or a list of texts' })
    case 'text':
      return word
  }
}
