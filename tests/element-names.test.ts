import { expect, test } from 'vitest'
import { createCleaner, loadRulebook } from '../src/index.js'
import { nameWords } from '../src/measure/text.js'

/** Class names are read for what they mean, however a site writes them. */
test.each([
  ['related-links', ['related', 'links', 'relatedlinks']],
  ['relatedLinks', ['related', 'links', 'relatedlinks']],
  ['relatedlinks', ['relatedlinks', 'related', 'links']],
  ['socialsharebuttons', ['socialsharebuttons', 'social', 'share', 'buttons']],
  ['storyfooter', ['storyfooter', 'story', 'footer']],
  ['pie-de-pagina', ['pie', 'pagina', 'piedepagina', 'footer']],
  ['kommentare', ['kommentare', 'comments']],
  ['noticias-relacionadas', ['noticias', 'relacionadas', 'news', 'related']],
])('%s says %j', (name, words) => {
  expect(nameWords(name)).toEqual(expect.arrayContaining(words))
})

test.each(['shareholders', 'searching', 'commentary', 'tagore', 'linkage', 'postage', 'textiles', 'topiary', 'newsboy', 'contentment', 'sharepoint'])(
  '%s is one word', name => { expect(nameWords(name)).toEqual([name]) },
)

const STORY = [
  'Der Müller von Orrin hat sein Rad seit vierzig Jahren nicht angehalten, und auch in der Nacht des Hochwassers drehte es sich weiter.',
  'Am Morgen stand das Wasser bis an die dritte Stufe, und er fuhr mit dem Kahn durch die eigene Küche, um nach den Säcken zu sehen.',
  'Sie waren trocken geblieben, sagte er, weil sein Großvater dem Fluss nie getraut und den Boden einen Meter höher gelegt hatte.',
]

/** Without phrases or tags that tell: only the names do. */
const page = (names: Record<'share' | 'related' | 'comments' | 'footer', string>) => `<!doctype html><html><head><title>Das Rad von Orrin</title></head><body>
<div class="page"><h1>Das Rad von Orrin</h1><div class="${names.share}"><a href="#a">Vogel</a> <a href="#b">Brief</a></div>
${STORY.map(text => `<p>${text}</p>`).join('\n')}
<div class="${names.related}"><a href="/1">Ein Kahn für die Küche</a> <a href="/2">Was der Großvater wusste</a></div>
<div class="${names.comments}"><b>Ada</b> <span>Mein Großvater auch.</span></div></div>
<div class="${names.footer}">Der Orrin-Bote, Mühlenweg 3</div></body></html>`

async function cleaned(names: Parameters<typeof page>[0]) {
  const cleaner = await createCleaner(await loadRulebook({ sites: false }))
  const { text, removals } = cleaner.fromHtml(page(names))
  return { text, rules: new Set(removals.map(({ rule }) => rule)) }
}

test.each([
  ['glued', { share: 'socialbuttons', related: 'relatedlinks', comments: 'commentlisting', footer: 'sitefooter' }],
  ['German', { share: 'teilen', related: 'verwandte-artikel', comments: 'kommentarbereich', footer: 'fusszeile' }],
  ['Spanish', { share: 'compartir', related: 'noticias-relacionadas', comments: 'comentarios', footer: 'pie-de-pagina' }],
  ['Polish', { share: 'udostepnij', related: 'powiazane', comments: 'komentarze', footer: 'stopka' }],
])('furniture with %s names goes as with English ones', async (_, names) => {
  const english = await cleaned({ share: 'share-bar', related: 'related-links', comments: 'comments', footer: 'site-footer' })
  for (const text of STORY) expect(english.text).toContain(text)
  for (const rule of ['share-bar', 'related-teasers', 'comment-thread', 'page-furniture']) expect(english.rules).toContain(rule)
  expect(await cleaned(names)).toEqual(english)
})

/** Sections of a handbook have their ids from their headings, in any language. */
test.each(['Kommentare', 'Teilen', 'Werbung'])('a chapter "%s" stays', async title => {
  const chapter = (name: string, text: string) => `<section id="${name.toLowerCase()}"><h2>${name}</h2><p>${text}</p></section>`
  const html = `<!doctype html><html lang="de"><head><title>Handbuch der Mühle</title></head><body><main><h1>Handbuch der Mühle</h1>
${chapter('Einrichtung', STORY[0]!)}${chapter(title, STORY[1]!)}${chapter('Betrieb', STORY[2]!)}</main></body></html>`
  const cleaner = await createCleaner(await loadRulebook({ sites: false }))
  expect(cleaner.fromHtml(html).text).toContain(STORY[1])
})
