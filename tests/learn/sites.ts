/** Made-up sites: templates that give pages, so that what a learner finds can be told from what it must leave. */

export interface MadePage {
  readonly name: string
  readonly url: string
  readonly html: string
  /** Sentences of this page's article. */
  readonly told: readonly string[]
}

export interface MadeSite {
  readonly pages: readonly MadePage[]
  /** Texts that the site puts on its pages. */
  readonly furniture: readonly string[]
}

/** Words by which sentences of one language are made; a sentence is a subject, what it does, where and when. */
interface Vocabulary {
  readonly lang: string
  readonly subjects: readonly string[]
  readonly verbs: readonly string[]
  readonly places: readonly string[]
  readonly times: readonly string[]
  readonly end: string
  readonly menu: readonly string[]
  readonly foot: string
  readonly letter: string
  readonly send: string
  readonly more: string
}

const ENGLISH: Vocabulary = {
  lang: 'en', end: '.',
  subjects: ['The harbour master', 'A baker from the upper town', 'The council of the island', 'An old ferry', 'The school choir', 'A retired pilot', 'The lighthouse keeper'],
  verbs: ['has promised to repair', 'wants to open again', 'spoke for an hour about', 'found a forgotten plan of', 'painted a picture of', 'raised the money for', 'no longer believes in'],
  places: ['the wooden bridge behind the mill', 'the market hall by the river', 'the small station at the pass', 'the library that burned down', 'the garden of the hospital', 'the road along the cliffs', 'the tower above the old quarry'],
  times: ['before the winter storms arrive', 'although nobody had asked for it', 'as soon as the water has gone', 'while the tourists are away', 'after eleven years of waiting', 'when the bells ring at noon', 'with the help of forty neighbours'],
  menu: ['Home', 'News', 'Weather', 'Tides', 'Markets', 'Letters', 'Archive', 'About us'],
  foot: 'The Orrin Post is printed and published by the Orrin Newspaper Company, Harbour Street 12, Orrin. All rights reserved.',
  letter: 'Our letter comes every Sunday evening with the stories of the week, and you can leave it whenever you like.',
  send: 'Subscribe', more: 'More stories',
}

const RUSSIAN: Vocabulary = {
  lang: 'ru', end: '.',
  subjects: ['Смотритель маяка', 'Пекарь из верхнего города', 'Совет острова', 'Старый паром', 'Школьный хор', 'Бывший лётчик', 'Хозяйка гостиницы'],
  verbs: ['обещал починить', 'хочет снова открыть', 'целый час рассказывал про', 'нашёл забытый чертёж, на котором виден', 'нарисовал на стене', 'собрал деньги на', 'больше не верит в'],
  places: ['деревянный мост за мельницей', 'рыночный павильон у реки', 'маленький вокзал на перевале', 'сгоревшую библиотеку', 'больничный сад', 'дорогу вдоль обрыва', 'башню над каменоломней'],
  times: ['до начала зимних штормов', 'хотя никто об этом не просил', 'как только уйдёт вода', 'пока туристы не приехали', 'после одиннадцати лет ожидания', 'когда в полдень звонят колокола', 'с помощью сорока соседей'],
  menu: ['Главная', 'Новости', 'Погода', 'Приливы', 'Рынки', 'Письма', 'Архив', 'О нас'],
  foot: 'Островной вестник печатает и издаёт газетное товарищество, Портовая улица, дом 12. Все права защищены.',
  letter: 'Наше письмо приходит каждое воскресенье вечером с рассказами за неделю, и отписаться можно в любой день.',
  send: 'Подписаться', more: 'Другие истории',
}

const JAPANESE: Vocabulary = {
  lang: 'ja', end: '。',
  subjects: ['灯台の番人は', '上の町のパン屋は', '島の議会は', '古い渡し船の船長は', '学校の合唱団は', '引退した操縦士は', '宿の女主人は'],
  verbs: ['嵐の前に直すと約束した、', 'もう一度開きたいと願っている、', '一時間も語り続けた、', '忘れられた図面を見つけた、', '大きな絵に描いた、', '寄付を集めて買い戻した、', 'もう信じていないと言った、'],
  places: ['水車小屋の裏の木の橋のことを', '川沿いの市場の建物のことを', '峠の小さな駅のことを', '焼けてしまった図書館のことを', '病院の庭のことを', '崖に沿った道のことを', '石切り場の上の塔のことを'],
  times: ['冬の嵐が来る前に', '誰にも頼まれなかったのに', '水が引いたらすぐに', '観光客のいない間に', '十一年も待ったあとで', '正午の鐘が鳴るころに', '四十人の隣人とともに'],
  menu: ['ホーム', 'ニュース', '天気', '潮見表', '市場', '投書', '過去の記事', '会社案内'],
  foot: 'オリン新報は港通り十二番地のオリン新聞社が印刷し発行しています。無断転載を禁じます。',
  letter: '私たちの便りは毎週日曜の夜に一週間の物語を届けます。いつでも好きな日にやめることができます。',
  send: '購読する', more: 'ほかの物語',
}

export const VOCABULARIES = { english: ENGLISH, russian: RUSSIAN, japanese: JAPANESE } as const

/** What a test wants of a site. */
export interface Wishes {
  readonly pages: number
  readonly vocabulary?: Vocabulary
  readonly layout?: keyof typeof LAYOUTS
  /** A paragraph of the article on some pages, by their number. */
  readonly quote?: { readonly text: string; readonly on: readonly number[] }
  /** A paragraph of every article, between its own. */
  readonly notice?: string
  readonly host?: string
}

export const QUOTE = 'I have crossed this water four thousand times, and not once did it look the same as on the day before, said the captain.'
export const NOTICE = 'The value of a share in a boat can fall as well as rise, and you may get back less than you have paid for it in the first place.'

export function makeSite(wishes: Wishes): MadeSite {
  const { pages, vocabulary = ENGLISH, layout = 'paper', host = 'post.example' } = wishes
  const made = Array.from({ length: pages }, (_, number) => {
    const told = sentences(vocabulary, number)
    const paragraphs = [...told]
    if (wishes.quote?.on.includes(number)) paragraphs.splice(3, 0, wishes.quote.text)
    if (wishes.notice !== undefined) paragraphs.splice(5, 0, wishes.notice)
    const title = told[0]?.slice(0, 40) ?? ''
    const html = LAYOUTS[layout]({ number, title, paragraphs, teasers: teasers(vocabulary, number), words: vocabulary })
    return { name: `page-${number}.html`, url: `https://${host}/story/${number}`, html, told }
  })
  return { pages: made, furniture: [vocabulary.foot, vocabulary.letter] }
}

/** Every page tells other sentences: the numbers run through the words at different speeds. */
function sentences({ subjects, verbs, places, times, end }: Vocabulary, page: number): string[] {
  return Array.from({ length: 9 }, (_, at) => {
    const n = page * 9 + at
    const pick = (words: readonly string[], step: number) => words[Math.floor(n / step) % words.length] ?? ''
    const space = end === '。' ? '' : ' '
    const clause = [pick(subjects, 1), pick(verbs, 7), pick(places, 3), pick(times, 2)]
    const more = [pick(subjects, 2), pick(verbs, 5), pick(places, 1), pick(times, 11)]
    return `${clause.join(space)}${end}${space}${more.join(space)}${end}`
  })
}

function teasers({ subjects, verbs, places, more }: Vocabulary, page: number): string[] {
  return Array.from({ length: 6 }, (_, at) => {
    const n = (page + 50) * 6 + at
    // Digits would not count: lines that differ by a number alone are one unit.
    const sign = String.fromCharCode(97 + Math.floor(n / 26) % 26, 97 + n % 26)
    return [more, sign, subjects[n % 7], verbs[Math.floor(n / 7) % 7], places[Math.floor(n / 3) % 7]].join(' ')
  })
}

interface Parts {
  readonly number: number
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly teasers: readonly string[]
  readonly words: Vocabulary
}

const LAYOUTS = {
  /** Names that say what things are. */
  paper: ({ number, title, paragraphs, teasers, words }: Parts) => `<!doctype html><html lang="${words.lang}"><head><title>${title}</title></head><body class="page-${1000 + number}">
    <header class="masthead"><div class="logo">Orrin</div><ul class="topics">${words.menu.map(item => `<li><a href="/${number}">${item}</a></li>`).join('')}</ul></header>
    <main><article class="story"><h1>${title}</h1>
      ${paragraphs.slice(0, 4).map(text => `<p>${text}</p>`).join('\n')}
      <div class="letter-box"><p>${words.letter}</p><form><input name="mail"><button>${words.send}</button></form></div>
      ${paragraphs.slice(4).map(text => `<p>${text}</p>`).join('\n')}
    </article></main>
    <section class="further"><h2>${words.more}</h2><ul>${teasers.map(text => `<li><a href="/t">${text}</a></li>`).join('')}</ul></section>
    <footer class="colophon-block">${words.foot}</footer></body></html>`,
  /** Names that a build made up around two that a person gave; every paragraph in a box of its own. */
  built: ({ number, title, paragraphs, teasers, words }: Parts) => `<!doctype html><html lang="${words.lang}"><head><title>${title}</title></head><body>
    <div id="root" class="css-1q8z9f"><div class="Bar_x7Gh2 bar-top">${words.menu.map(item => `<a class="sc-bdVaJa" href="/${number}">${item}</a>`).join(' ')}</div>
    <div class="css-9kk2ab"><h1 class="css-44aaf1">${title}</h1><div id="post-${48213 + number}" class="entry-body">
      ${paragraphs.map((text, at) => `<div class="css-p${at}x1z"><p class="flex mt-4">${text}</p></div>`).join('\n')}
      <div class="letter-box"><p>${words.letter}</p><form><input name="mail"><button>${words.send}</button></form></div>
    </div></div>
    <div class="more-list css-${number}a9b8"><h3>${words.more}</h3>${teasers.map(text => `<div><a href="/t">${text}</a></div>`).join('')}</div>
    <div class="bottom-line">${words.foot}</div></div></body></html>`,
  /** A table layout of long ago. */
  tables: ({ number, title, paragraphs, teasers, words }: Parts) => `<html><head><title>${title}</title></head><body><table id="frame"><tr>
    <td class="leftcol"><ul class="menu">${words.menu.map(item => `<li><a href="/${number}">${item}</a></li>`).join('')}</ul></td>
    <td class="midcol"><h1>${title}</h1><div class="textbody">${paragraphs.map(text => `<p>${text}</p>`).join('\n')}</div>
      <div class="letter-box"><p>${words.letter}</p><form><input name="mail"><button>${words.send}</button></form></div></td>
    <td class="rightcol"><div class="others"><b>${words.more}</b>${teasers.map(text => `<p><a href="/t">${text}</a></p>`).join('')}</div></td></tr></table>
    <div class="imprint">${words.foot}</div></body></html>`,
} as const
