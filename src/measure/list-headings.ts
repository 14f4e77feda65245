import type { Block, Knowledge } from '../model.js'
import { matchesOf } from './said-lines.js'

/*
 * Headings that writers set above lists of their own, and pages above none. Lower case, without the colon.
 * Left out: tools, materials, equipment, directions, admission, glossary, literature, programme, dates, prices: entries of menus.
 */

/** Above a few lines: what speaks for and against a thing, what is in the box. */
const BRIEF = headings(`
  pros|cons|the good|the bad|advantages|disadvantages|strengths|weaknesses|likes|dislikes|what we like|what we don't like|what's in the box|in the box
  box contents|contents of the box|vorteile|nachteile|stärken|schwächen|pro|contra|lieferumfang|avantages|inconvénients|points forts|points faibles
  les plus|les moins|contenu de la boîte|ventajas|desventajas|inconvenientes|lo mejor|lo peor|contenido de la caja|vantagens|desvantagens
  pontos fortes|pontos fracos|conteúdo da caixa|pregi|difetti|vantaggi|svantaggi|contenuto della confezione|voordelen|nadelen|pluspunten|minpunten
  inhoud van de doos|zalety|wady|plusy|minusy|zawartość opakowania|плюсы|минусы|достоинства|недостатки|преимущества|комплектация|комплект поставки
  artılar|artıları|eksiler|eksileri|avantajlar|dezavantajlar|kutu içeriği|fördelar|nackdelar|fordele|ulemper|fordeler|hyvät puolet|huonot puolet
  výhody|nevýhody|avantaje|dezavantaje|良い点|悪い点|長所|短所|メリット|デメリット|同梱物|优点|缺点|優點|缺點|包装清单|장점|단점|구성품|المزايا|العيوب|الإيجابيات|السلبيات|फायदे|नुकसान|खूबियां
  खामियां|ưu điểm|nhược điểm
`)
/** Above longer lists: who plays, what is sung, what one needs, who won, who signs, where it is from. */
const LONG = headings(`
  cast|cast and crew|cast & crew|track list|tracklist|track listing|setlist|set list|line-up|lineup|line-ups|scorers
  ingredients|for the dough|for the filling|for the sauce|for the dressing|for the topping|you will need|you'll need|what you need|what you'll need|packing list
  winners|the winners|nominees|shortlisted|the shortlist|longlist|signed|signatories|the signatories|in attendance
  sources|references|bibliography|works cited|footnotes|endnotes|discography|filmography|abbreviations
  bug fixes|known issues|opening hours|opening times|getting there|how to get there|starters|mains|desserts
  besetzung|darsteller|mitwirkende|titelliste|trackliste|aufstellung|zutaten|zubereitung|für den teig|für die füllung|das braucht man|werkzeug|packliste
  preisträger|die preisträger|nominiert|unterzeichner|unterzeichnet|erstunterzeichner|beisitzer|quellen|literaturverzeichnis|fußnoten|anmerkungen|öffnungszeiten|eintritt|eintrittspreise|anfahrt|nächste vorstellungen
  distribution|liste des titres|composition des équipes|ingrédients|préparation|lauréats|les lauréats|palmarès|signataires|les signataires|premiers signataires|références|bibliographie|notes de bas de page|horaires|horaires d'ouverture|tarifs
  reparto|elenco|lista de canciones|alineaciones|ingredientes|elaboración|ganadores|los ganadores|palmarés|premiados|firmantes|fuentes|referencias|bibliografía|horario|horarios|cómo llegar
  ficha técnica|lista de faixas|modo de preparo|modo de fazer|vencedores|os vencedores|prémios|prêmios|premiados|signatários|assinam|fontes|referências|notas de rodapé|horário|horários|como chegar
  interpreti|tracce|tracklist|formazioni|marcatori|ingredienti|preparazione|procedimento|occorrente|vincitori|i vincitori|premiati|firmatari|primi firmatari|fonti|riferimenti|bibliografia|orari|come arrivare|il menu|antipasti|primi|secondi|contorni|dolci
  rolverdeling|ingrediënten|bereiding|bereidingswijze|benodigdheden|winnaars|de winnaars|ondertekenaars|bronnen|referenties|literatuur|voetnoten|woordenlijst|openingstijden|toegang|toegangsprijzen
  obsada|występują|lista utworów|składy|składniki|przygotowanie|sposób przygotowania|wykonanie|potrzebne będą|laureaci|zwycięzcy|sygnatariusze|źródła|bibliografia|przypisy|słowniczek|godziny otwarcia|ceny biletów|dojazd
  в ролях|действующие лица|список композиций|трек-лист|составы|ингредиенты|приготовление|способ приготовления|понадобится|вам понадобится|победители|лауреаты|подписали|подписавшие|источники|список литературы|сноски|примечания|глоссарий|часы работы|режим работы|стоимость билетов
  oyuncular|şarkı listesi|kadrolar|malzemeler|hazırlanışı|yapılışı|kazananlar|ödül kazananlar|imzacılar|imzalayanlar|kaynaklar|kaynakça|dipnotlar|sözlük|açılış saatleri|bilet fiyatları|giriş ücreti
  rollista|medverkande|låtlista|ingredienser|gör så här|vinnare|källor|öppettider|medvirkende|sådan gør du|kilder|åbningstider|slik gjør du|åpningstider|ainekset|valmistus|lähteet|aukioloajat|obsazení|suroviny|postup|zdroje|otevírací doba|ingrediente|distribuția|surse
  出演|出演者|キャスト|配役|曲目|収録曲|材料|作り方|受賞者|出典|参考文献|注釈|脚注|開館時間|営業時間|入場料
  演员|演員|演职员|曲目|食材|配料|做法|步骤|獲獎名單|获奖名单|来源|參考文獻|参考文献|注释|開放時間|开放时间|营业时间|票价|票價
  출연|출연진|등장인물|수록곡|곡 목록|재료|만드는 법|조리법|수상자|수상작|출처|참고 문헌|참고문헌|각주|관람 시간|운영 시간|관람료
  طاقم العمل|بطولة|المكونات|المقادير|طريقة التحضير|الفائزون|الموقعون|المصادر|المراجع|الهوامش|مواعيد العمل|أوقات العمل|الأسعار
  कलाकार|सामग्री|बनाने की विधि|विधि|विजेता|स्रोत|संदर्भ|diễn viên|nguyên liệu|cách làm|người thắng giải|nguồn|tài liệu tham khảo|giờ mở cửa|giá vé
`)

function headings(listed: string): ReadonlySet<string> {
  return new Set(listed.split(/[|\n]/).map(heading => heading.trim()).filter(heading => heading !== ''))
}

const LONGEST_HEADING = 30
/** Longer lines are no entries of such a list, and it has no more of them. */
const LONGEST_ENTRY = 100
const [MOST_BRIEF, MOST_LONG] = [6, 25]
const COLON = /\s?[:：]$/

/**
 * Marks such headings and what stands below them, up to the next paragraph or the first line that says what pages say.
 * @param below 1 for each line in which a list of the author's may begin
 */
export function markHeaded(items: readonly Block[], below: Uint8Array, know: Knowledge, forms: Uint8Array): void {
  const matches = matchesOf(items, know)
  for (let index = 0; index < items.length; index++) {
    const { text } = items[index]!
    const most = below[index] === 1 && text.length <= LONGEST_HEADING ? mostBelow(text) : 0
    let end = index + 1
    while (end < items.length && end - index <= most && isEntry(items[end]!) && matches[end]!.length === 0) end++
    if (end > index + 1) forms.fill(1, index, end)
  }
}

/** Entries below this heading; 0 for any other line. */
function mostBelow(text: string): number {
  const heading = text.toLowerCase().replace(COLON, '').replace('’', '\'')
  return BRIEF.has(heading) ? MOST_BRIEF : LONG.has(heading) ? MOST_LONG : 0
}

function isEntry({ prose, text }: Block): boolean {
  return !prose && text.length <= LONGEST_ENTRY
}
