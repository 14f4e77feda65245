import { parseDate } from './dates.js'
import { folded } from './plain-text.js'

/** A list of authors is shorter. */
const LONGEST = 300
/** Fewer words are no sentence. */
const SENTENCE_WORDS = 5
const MOST_NAMES = 60

/** Accounts and roles that stand where nobody signed. Compared folded, whole. */
const PLACEHOLDERS = new Set([
  'admin', 'administrator', 'site admin', 'siteadmin', 'web admin', 'webadmin', 'webmaster', 'root', 'user', 'guest',
  'author', 'authors', 'by', 'written by', 'posted by', 'anonymous', 'unknown', 'unknown author', 'none', 'null', 'undefined', 'n a', 'na', 'test',
  'default', 'support', 'wordpress', 'staff', 'editor', 'editors', 'the editors', 'editorial', 'editorial staff',
  'editorial team', 'article by', 'story by', 'words by', 'text by', 'published by', 'reviewed by', 'staff writer', 'staff reporter', 'staff writers', 'web desk', 'news desk', 'newsroom', 'contributor',
  'guest author', 'guest post', 'content team', 'marketing', 'super user', 'superuser', 'moderator', 'webteam',
  'redaktion', 'die redaktion', 'redacción', 'redaccion', 'redazione', 'la redazione', 'redactie', 'redakcja', 'redakce',
  'redaktionen', 'rédaction', 'la rédaction', 'redação', 'редакция', 'редакція', '编辑', '編輯部', '編集部', '管理员',
])

const EVERYWHERE = /^(?:(?:written|posted|published|reviewed|story|words|text|photos?|article|reporting) by|by|author|authors|autor|autora|auteur|autore|автор|作者|記者|文|글)(?:\s?[:：]\s?|\s+)/iu
/** Glued by a missing space: "byJane Doe". */
const GLUED = /^[Bb]y(?=\p{Lu}\p{Ll})/u
/** Words for "by" that are also parts of names: cut from visible bylines only. */
const VISIBLE = /^(?:von|par|por|di|door|av|af|przez|autor|tekst|text|texto|texte|testo|yazan|oleh|от|пише|por:|geschrieben von|escrito por|écrit par|scritto da|publicado por|publié par|geschreven door|γράφ(?:ει|ουν) [οη]ι?|מאת|بقلم|كتب|كتبت|โดย)(?:\s?[:：]\s?|\s+)/iu
const COLON_LABELS = /^(?:by|author|autor|auteur|autore|автор|作者|記者|记者|撰文|文|글|text|tekst|texto|текст|yazar|yazan|tác giả|penulis|oleh|autora|autorka|geschrieben von|escrito por|écrit par|scritto da|συντάκτης|γράφει|γράφουν|מאת|כתב|כתבה|بقلم|كتب|كتبت|كتبه|الكاتب|تحرير|نویسنده|به قلم|लेखक|लेखिका|written by|ผู้เขียน|โดย)\s?[:：]\s?/iu

/** Words behind a label that are a name or two, and no sentence, recipe or list. */
const MOST_WORDS = 6

/** "מאת: …", "Tác giả: …": a line that a label of authors in any language begins, and nothing but a name follows. */
export function isLabelledName(line: string): boolean {
  const label = COLON_LABELS.exec(line)
  const said = label ?? SAID_BY.exec(line)
  if (!said || OF_TEXT.test(line)) return false
  const rest = line.slice(said[0].length).trim()
  if (!label && !CAPITAL.test(rest)) return false
  return rest !== '' && !/[\d.!?:;]/.test(rest) && rest.split(/\s+/).length <= MOST_WORDS
}
/** Also what a sermon, a song or a lesson is about. */
const OF_TEXT = /^(?:te(?:ks|x)to?|текст|文|글)\s?[:：]/iu
/** Of several words, so that nothing else begins with them. */
const SAID_BY = /^(?:geschrieben von|escrito por|écrit par|scritto da|geschreven door|napisane przez|γράφ(?:ει|ουν) [οη]ι?)\s+/iu
/** Not in one expression with the words, which are of either case: there it would be, too. */
const CAPITAL = /^\p{Lu}/u

const ADDRESS = /^(?:https?:|www\.|\/\/|\/[\w-])|^[\w.-]{1,60}\.(?:com|org|net|co|io|info|de|uk)(?:\/|$)/i
const EMAIL = /[<(]?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[>)]?/g
const HANDLE = /^@\w{1,40}$/
/** Keys of templates that nobody filled in. */
const UNFILLED = /^[a-z]+(?:\.[a-z]+){2,}$|\{\{|\}\}|^%.+%$|^\[.+\]$/
const CUT_BEHIND = /\s?(?:[|•·⋅∙‧]|\s[–—]\s|\s-\s|\bon\s(?=(?:\p{Lu}\p{L}{2,9},?\s){1,2}\d)|\bon\s(?=(?:the\s)?\d)|\bat\s\d|,?\s\p{Lu}\p{L}{2,8}\.?\s\d{1,2},?\s\d{4}|,?\s\d{1,2}\.?\s\p{Lu}\p{L}{2,11}\.?\s\d{4}|\b(?:updated|published|posted)\b).{0,300}$/iu
const EDGES = /^[\s,;:|/•·⋅∙‧–—-]+|[\s,;:|/•·⋅∙‧–—-]+$/gu
const LETTER = /\p{L}/u

/**
 * One author's name or a byline's names, without "By", addresses and what stands behind a bar; null when it names
 * nobody: an address, a date, an account like `admin`, a sentence.
 * @param visible read from the page's text, where more words mean "by"
 */
export function authorName(value: string, visible = false): string | null {
  if (value.length > LONGEST) return null
  if (ADDRESS.test(value.trim()) || UNFILLED.test(value.trim())) return null
  let text = value.replace(EMAIL, ' ').replace(/\s+/g, ' ').replace(EDGES, '')
  if (HANDLE.test(text)) return null
  text = withoutLabel(text, visible).replace(CUT_BEHIND, '').replace(EDGES, '')
  if (text.length < 2 || !LETTER.test(text) || PLACEHOLDERS.has(folded(text))) return null
  if (parseDate(text, '') !== null || isSentence(text)) return null
  return text
}

function withoutLabel(text: string, visible: boolean): string {
  const once = text.replace(COLON_LABELS, '').replace(EVERYWHERE, '')
  return visible ? once.replace(VISIBLE, '').replace(GLUED, '') : once
}

/** Names begin with capitals, where the script has any, save a particle or two. */
function isSentence(text: string): boolean {
  if (/[!?]/.test(text)) return true
  const words = text.split(/[\s,;&]+/)
  if (words.length < SENTENCE_WORDS) return false
  return words.filter(word => /^\p{Ll}/u.test(word)).length > words.length / 2
}

const CATALOGUED = /^((?:(?:van|von|de|der|den|del|la|le|di|da)\s)*\p{Lu}[\p{L}\p{M}'’-]+),\s(\p{Lu}[\p{L}\p{M}'’.-]*(?:\s\p{Lu}[\p{L}\p{M}'’.-]*){0,3})$/u
const SUFFIX = /^(?:Jr|Sr|MD|PhD|MSc|MBA|RN|DO|DDS|DVM|CPA|CFP|Esq|[IVX]+)\.?$/i

/** "Lund, Ada M.", as catalogues put it: "Ada M. Lund". Anything else comes back as it was. */
export function uncatalogued(name: string): string {
  const match = CATALOGUED.exec(name.trim())
  const [, last, first] = match ?? []
  return last === undefined || first === undefined || SUFFIX.test(first) ? name : `${first} ${last}`
}

/** What logs in rather than signs: one word in small letters, with digits or joints. */
export function looksLikeAccount(name: string): boolean {
  return /^[\w.-]+$/.test(name) && (/[\d_.]/.test(name) || name === name.toLowerCase())
}

/** Several authors as one byline: placeholders skipped, each once, joined by ", ". */
export function joinAuthors(values: readonly string[], visible = false): string | null {
  const names = new Map<string, string>()
  for (const value of values.slice(0, MOST_NAMES)) {
    const name = authorName(value, visible)
    if (name !== null && !names.has(folded(name))) names.set(folded(name), name)
  }
  return names.size > 0 ? [...names.values()].join(', ') : null
}
