/**
 * What sites call parts of a page in other languages than English, by the English word for it: names without accents, compounds
 * without a gap. Only words that mean the same on any site; short ones and such as are English words of another meaning stay out.
 */
const FOREIGN = {
  ad: 'werbung werbeanzeige anzeige anzeigen publicidad anuncio anuncios publicite publicidade pubblicita advertentie advertenties annons annonser annonse '
    + 'annonce annoncer reklama reklamy reklame reklam hirdetes iklan',
  article: 'artikel beitrag articulo articolo artigo artikkel artykul statya cikk makale',
  author: 'autor autora autores autoren verfasser auteur auteurs autore autori forfattare forfatter avtor yazar szerzo penulis',
  breadcrumb: 'brotkrumen migas migasdepan filariane briciole migalhas kruimelpad okruszki',
  caption: 'bildunterschrift bildunterzeile bildtext piedefoto leyenda legende didascalia legenda bijschrift onderschrift bildetekst billedtekst',
  comments: 'kommentar kommentare kommentarbereich comentario comentarios commentaire commentaires commenti reacties kommentarer komentarze komentare '
    + 'komentar komentari kommentarii yorum yorumlar hozzaszolasok comentarii',
  content: 'inhalt hauptinhalt contenido contenu contenuto conteudo inhoud innehall innhold indhold tresc kontent icerik tartalom',
  credit: 'bildnachweis fotocredit',
  date: 'datum fecha',
  footer: 'fusszeile fussbereich piedepagina piepagina pieddepage piedipagina rodape voettekst sidfot bunntekst stopka altbilgi',
  header: 'kopfzeile kopfbereich cabecera encabezado entete testata intestazione cabecalho koptekst sidhuvud naglowek',
  headline: 'ueberschrift schlagzeile titular titulares',
  mostread: 'meistgelesen masleidas masleido masvistas pluslus piuletti maislidas meestgelezen',
  navigation: 'navegacion navegacao navigazione navigatie navigasyon',
  news: 'nachrichten noticias actualites notizie nieuws novosti haberler berita',
  newsletter: 'infolettre nieuwsbrief nyhetsbrev nyhedsbrev boletin',
  related: 'aehnliche verwandte relacionado relacionados relacionada relacionadas similaires alireaussi lireaussi correlati correlate leiamais vejatambem '
    + 'gerelateerd gerelateerde leesook relaterade relaterte relaterede powiazane czytajtakze ilgili kapcsolodo terkait pohozhie',
  search: 'suche suchfeld buscador buscar recherche rechercher ricerca cerca busca pesquisa zoeken szukaj wyszukiwarka poisk arama kereses pencarian',
  share: 'teilen compartir compartilhar compartilhe partilhar partager partage condividi condivisione delen udostepnij podelitsya paylas megosztas bagikan',
  sidebar: 'seitenleiste barralateral barrelaterale zijbalk',
  social: 'redessociales reseauxsociaux redessociais',
  subscribe: 'abonnieren suscribete suscripcion iscriviti',
  tags: 'schlagworte schlagwoerter etiquetas etiquettes motscles etichette trefwoorden etiketler tagi',
  title: 'titel titre titulo titolo tytul zagolovok baslik judul',
} as const

const ENGLISH: ReadonlyMap<string, string> = new Map(Object.entries(FOREIGN).flatMap(([english, words]) => words.split(' ').map(word => [word, english] as const)))

/** @param word of a name, in small letters @returns the English word for the same part of a page, or undefined */
export function inEnglish(word: string): string | undefined {
  return ENGLISH.get(word)
}
