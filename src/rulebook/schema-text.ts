import { z } from 'zod'
import type { Fault } from './fault.js'

/** Reports a fault with its offset, so that the reader can point into the text. */
export function checkedText(faultOf: (text: string) => Fault | null): z.ZodString {
  return z.string().superRefine((text, context) => {
    const fault = faultOf(text)
    if (fault) addFault(context, fault)
  })
}

/** A text of a certain shape, which the JSON Schema names too. */
export function patterned(pattern: RegExp, message: string, expected: string): z.ZodString {
  return checkedText(text => (pattern.test(text) ? null : { message, expected })).meta({ pattern: pattern.source })
}

export function listOf<T extends z.ZodType>(item: T, what: string): z.ZodArray<T> {
  return z.array(item).min(1, { error: `empty list: name ${what}, or leave the key out` })
}

/** Adds what is wrong with a value, or with a part of it. */
export function addFault(context: z.core.$RefinementCtx, fault: Fault, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', message: fault.message, path, params: { fault } })
}

/** An object shape with one entry for each name; keeps the names in the type, which fromEntries forgets. */
export function shapeOf<const N extends string, T>(names: readonly N[], entryOf: (name: N) => T): { [K in N]: T } {
  return Object.fromEntries(names.map(name => [name, entryOf(name)])) as { [K in N]: T }
}

/** In a .json file there is no comment that could tell an editor. */
export const editorsSchema = z.string().exactOptional().describe('Where editors find this schema.')
