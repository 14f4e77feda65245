import type { Block, Knowledge, Kind } from '../model.js'
import { isParagraph } from './blocks.js'
import { onceFor } from './once-for.js'
import { matchesOf } from './said-lines.js'

/** What a text is about whose paragraphs say these words again and again, by the kind of residue that says them as well. */
const WORDS: readonly (readonly [RegExp, readonly Kind[]])[] = [
  [/cookie|クッキー|쿠키|куки/iu, ['consent']],
  [/newsletter|mailing list|bolet[ií]n|nieuwsbrief|nyhetsbrev|рассылк|ニュースレター|メルマガ|뉴스레터|电子报|نشرة بريدية|e-bülten/iu, ['newsletter']],
  [/subscri|paywall|abonn|abbon|suscri|assinatura|assinante|prenum|subskryp|подписк|abonelik|定期購読|サブスク|订阅|구독|اشتراك/iu, ['paywall', 'newsletter']],
  [/comment (?:section|field|box)|\bcomments\b|kommentar|commentaires|comentarios|comentários|\bcommenti\b|\breacties\b|komentarz|комментари|\byorum|コメント|评论|댓글|تعليقات/iu, ['comments']],
  [/(?:share|sharing) (?:button|bar|icon)s?|social (?:button|plugin)s?|teilen-(?:button|knöpfe)|boutons? de partage|botones? de compartir|botões? de (?:compartilhamento|partilha)|pulsanti? di condivisione/iu, ['share', 'tools']],
]
/** Paragraphs that must say so; where the text's title does, one. */
const FEWEST = 3
/** Fewer are enough where they are so large a share of all. */
const [FEW, SHARE] = [2, 0.5]
/** A title, and not a button, has so many characters. */
const SHORTEST_TITLE = 20

/** The kinds of residue that a text tells about: its own headings and examples read like them. */
const topicsOf = onceFor((items: readonly Block[], know: Knowledge): ReadonlySet<Kind> => {
  const matches = matchesOf(items, know)
  const paragraphs = items.filter(block => isParagraph(block) && matches[block.index]!.length === 0)
  const first = paragraphs[0]?.index ?? 0
  const titles = items.slice(0, first).filter(({ text, index }) => text.length >= SHORTEST_TITLE && matches[index]!.length === 0)
  const topics = new Set<Kind>()
  for (const [words, kinds] of WORDS) {
    const told = paragraphs.filter(({ text }) => words.test(text)).length
    const isTitled = titles.some(({ text }) => words.test(text))
    if (told >= FEWEST || (told >= FEW && told >= SHARE * paragraphs.length) || (told > 0 && isTitled)) for (const kind of kinds) topics.add(kind)
  }
  return topics
})

/** Lines from a heading or an example of the author's to a paragraph of the text, at most. */
const NEAR = 4

/** Whether a line that says what residue of this kind says belongs to what is told about such things: it stands between paragraphs of the text. */
export function isTopical({ index }: Block, kind: Kind, items: readonly Block[], know: Knowledge): boolean {
  return TOPICAL.has(kind) && isNear(items, know, index, -1) && isNear(items, know, index, 1) && topicsOf(items, know).has(kind)
}

const TOPICAL: ReadonlySet<Kind> = new Set(WORDS.flatMap(([, kinds]) => kinds))

function isNear(items: readonly Block[], know: Knowledge, index: number, step: 1 | -1): boolean {
  const matches = matchesOf(items, know)
  for (let at = index + step, left = NEAR; left > 0 && at >= 0 && at < items.length; at += step, left--) {
    if (isParagraph(items[at]!) && matches[at]!.length === 0) return true
  }
  return false
}
