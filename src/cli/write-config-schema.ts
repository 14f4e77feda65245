/** Part of the build: the config file's format for editors, beside the compiled rulebook. */
import { writeFileSync } from 'node:fs'
import { schemaForEditors } from '../config/read-config.js'
import { CONFIG_KEYS } from './config.js'

writeFileSync(new URL('../config.schema.json', import.meta.url), schemaForEditors(CONFIG_KEYS))
