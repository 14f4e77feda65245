import type { z } from 'zod'
import { phraseFileSchema } from './phrase-schema.js'
import { siteFileSchema } from './site-schema.js'
import { widgetFileSchema } from './widget-schema.js'

/** The formats of rule files by their type. */
export const SCHEMAS = { phrases: phraseFileSchema, widgets: widgetFileSchema, site: siteFileSchema } as const

export type PhraseFileData = z.output<typeof phraseFileSchema>
export type WidgetFileData = z.output<typeof widgetFileSchema>
export type SiteFileData = z.output<typeof siteFileSchema>
