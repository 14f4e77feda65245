/**
 * Protects those who install the package: every type that a public name speaks of has a public name itself, none is `any`; it opens for
 * require; and a bundle of it says what is wrong.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** As callers see it: without bodies, and with the types that are inferred. */
const DIST = fileURLToPath(new URL('../dist/', import.meta.url))

const program = ts.createProgram([`${DIST}index.d.ts`], {
  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: ['node'],
})
const checker = program.getTypeChecker()

const original = (symbol: ts.Symbol): ts.Symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
const isOurs = (node: ts.Node): boolean => node.getSourceFile().fileName.startsWith(DIST)

function* within(node: ts.Node): Generator<ts.Node> {
  yield node
  const parts: ts.Node[] = []
  ts.forEachChild(node, part => void parts.push(part))
  for (const part of parts) yield* within(part)
}

function nameIn(node: ts.Node): ts.Node | null {
  if (ts.isTypeReferenceNode(node)) return node.typeName
  if (ts.isExpressionWithTypeArguments(node)) return node.expression
  return ts.isTypeQueryNode(node) ? node.exprName : null
}

test('every type of a public signature is public, and none is any', () => {
  const module = checker.getSymbolAtLocation(program.getSourceFile(`${DIST}index.d.ts`)!)!
  const known = new Set(checker.getExportsOfModule(module).map(original))
  const wrong = new Set<string>()
  const seen = new Set<ts.Symbol>()
  const pending = [...known]
  for (let symbol = pending.pop(); symbol; symbol = pending.pop()) {
    if (seen.has(symbol)) continue
    seen.add(symbol)
    for (const declaration of (symbol.declarations ?? []).filter(isOurs)) {
      for (const node of within(declaration)) {
        if (node.kind === ts.SyntaxKind.AnyKeyword) wrong.add(`${symbol.name}: any`)
        const name = nameIn(node)
        const found = name && checker.getSymbolAtLocation(name)
        const meant = found ? original(found) : null
        if (meant === null || meant.flags & ts.SymbolFlags.TypeParameter || !meant.declarations?.some(isOurs)) continue
        if (!known.has(meant)) wrong.add(`${symbol.name}: ${meant.name}`)
        pending.push(meant)
      }
    }
  }
  expect(known.size).toBeGreaterThan(100)
  expect([...wrong].sort()).toEqual([])
})

test('the package opens for require as it does for import', () => {
  const required = createRequire(import.meta.url)('cleancopy') as Record<string, unknown>
  expect(typeof required['createCleaner']).toBe('function')
})

test('where a bundler has put its code, it says what it misses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-'))
  try {
    cpSync(join(DIST, 'bundle'), join(folder, 'dist/bundle'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const { loadRulebook } = await import(pathToFileURL(join(folder, 'dist/bundle/index.js')).href) as typeof import('../src/index.js')
    await expect(loadRulebook()).rejects.toThrow('rules: the rules of the package are not beside its code (expected cleancopy as a package of its own: leave it out of the bundle, as in esbuild --external:cleancopy)')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
