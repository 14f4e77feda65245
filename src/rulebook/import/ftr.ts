import type { FtrImport, FtrOptions } from './import-ftr.js'

/**
 * Makes a site rule (YAML) of a Full-Text RSS site config; see import-ftr.ts. What writes YAML is loaded at the first call.
 * Never rejects for what a config holds: that is in the report.
 */
export async function importFtrConfig(file: string, text: string, options: FtrOptions = { verified: null }): Promise<FtrImport> {
  const { importFtr } = await import('./import-ftr.js')
  return importFtr(file, text, options)
}
