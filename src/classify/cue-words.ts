import { Numbering } from './numbering.js'
import { hashWord } from './text-shape.js'

/**
 * Words that interfaces, shops and credits are made of, and the glue of sentences: what a classifier counts in a line.
 * Written by hand from what web pages say in these languages; a word alone removes nothing, and rules do not read these lists.
 * Short words of one language may be long words of another's: only shares over a whole line count.
 */
const WORDS = {
  /** What buttons and links tell the reader to do. */
  action: `click tap read view shop buy download subscribe sign join follow share watch listen learn get start try see check show hide load
    explore discover browse register login log enter submit send print save copy skip continue expand close open play add book apply request
    compare claim unlock upgrade install visit contact call donate vote reply
    lesen ansehen kaufen herunterladen abonnieren anmelden folgen teilen drucken speichern weiterlesen weiter entdecken bestellen zeigen
    lire voir acheter télécharger abonner inscrire suivre partager imprimer découvrir commander afficher connecter
    leer ver comprar descargar suscribirse suscríbete regístrate seguir compartir imprimir descubre descubrir inicia iniciar
    ler comprar baixar assinar assine inscreva seguir compartilhar partilhar imprimir descubra entrar clique
    leggi leggere guarda acquista scarica iscriviti abbonati segui condividi stampa scopri accedi registrati
    lees lezen bekijk koop aanmelden volg delen afdrukken ontdek inloggen
    czytaj zobacz kup pobierz subskrybuj zapisz obserwuj udostępnij drukuj sprawdź zaloguj
    läs köp ladda prenumerera följ dela logga visa čtěte sdílet přihlásit koupit
    читать смотреть купить скачать подписаться подписывайтесь поделиться войти узнать читайте смотрите
    читати дивитися купити завантажити підписатися поділитися увійти читайте
    oku izle satın indir abone takip paylaş yazdır keşfet giriş baca beli unduh langganan ikuti bagikan masuk
    xem mua tải đăng theo chia اقرأ شاهد شارك اشترك تابع तस्वीर पढ़ें देखें शेयर 구독 공유 로그인 더보기 보기 구매`,
  commerce: `price prices deal deals sale discount coupon cart checkout shipping order offer offers off free trial plan plans premium buying
    options store amazon walmart sponsored advertisement ad ads affiliate commission rated rating ratings stars reviews review
    preis preise angebot angebote rabatt gutschein warenkorb versand anzeige werbung prix offre offres panier livraison publicité promo
    precio precios oferta ofertas descuento carrito envío publicidad preço ofertas desconto carrinho frete publicidade
    prezzo offerta offerte sconto carrello pubblicità prijs aanbieding korting winkelwagen advertentie
    cena promocja koszyk reklama pris erbjudande annons цена скидка корзина реклама ціна знижка fiyat indirim reklam harga diskon iklan`,
  network: `facebook twitter instagram linkedin pinterest whatsapp youtube tiktok telegram reddit tumblr snapchat threads bluesky mastodon
    email e-mail mail rss messenger flipboard pocket stumbleupon digg vk viber line weibo wechat`,
  credit: `photo photos photograph photographer image images picture credit credits source sources courtesy getty istock shutterstock unsplash
    pexels alamy adobe reuters afp ap epa dpa afp ansa efe copyright illustration illustrations screenshot figure fig via caption pictured
    foto fotos bild bilder quelle fotograf grafik crédit crédits image images illustration légende photographie imagen imágenes fuente crédito
    imagem imagens fonte crédito divulgação reprodução immagine immagini fonte beeld afbeelding bron zdjęcie źródło fot foto bild källa zdroj
    фото источник изображение снимок джерело світлина fotoğraf kaynak görsel gambar sumber ảnh nguồn صورة المصدر फोटो स्रोत 사진 출처`,
  furniture: `comment comments reply replies login logout account password username newsletter newsletters privacy policy cookie cookies terms
    conditions menu search home homepage about category categories tag tags archive archives related recommended popular trending latest
    previous next page pages back top print pdf share shares views likes followers member members subscriber sitemap disclaimer advertise
    careers faq faqs feedback notifications settings toggle navigation topics topic section loading email address required fields optional
    kommentar kommentare antworten datenschutz impressum agb startseite suche kategorie kategorien schlagwörter konto passwort ähnliche
    beiträge artikel meistgelesen nächste vorherige seite kontakt commentaires commentaire répondre confidentialité accueil recherche catégorie
    catégories compte mot similaires suivant précédent suivante précédente contact mentions légales comentarios comentario responder privacidad
    inicio buscar categoría categorías etiquetas cuenta contraseña relacionados relacionadas siguiente anterior contacto noticias
    comentários comentário privacidade início pesquisar categoria categorias conta senha relacionados próximo notícias commenti rispondi
    privacy categoria ricerca articoli correlati successivo precedente reacties antwoord zoeken categorie categorieën gerelateerd volgende vorige
    komentarze komentarz odpowiedz prywatności szukaj kategoria kategorie tagi powiązane następny poprzedni kommentarer svara integritet sök
    комментарии комментарий ответить конфиденциальности главная поиск категория категории теги похожие следующая предыдущая новости
    коментарі відповісти головна пошук категорія схожі новини yorum yorumlar yanıtla gizlilik anasayfa ara kategori etiketler benzer sonraki
    komentar balas privasi beranda cari kategori terkait selanjutnya bình luận trang chủ danh mục liên quan تعليق تعليقات الرئيسية بحث
    टिप्पणी होम खोज संबंधित 댓글 검색 관련 이전 다음 목록`,
  time: `published updated posted modified edited written reported author editor staff min mins minute minutes hour hours ago yesterday today
    january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    veröffentlicht aktualisiert autor redaktion uhr minuten lesezeit vor januar februar märz mai juni juli oktober dezember
    publié mis jour auteur rédaction minutes janvier février mars avril juin juillet août septembre octobre novembre décembre
    publicado actualizado autor redacción minutos enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    atualizado redação minutos janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    pubblicato aggiornato autore redazione minuti gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    gepubliceerd bijgewerkt auteur redactie minuten januari februari maart opublikowano aktualizacja redakcja stycznia lutego marca kwietnia
    maja czerwca lipca sierpnia września października listopada grudnia publicerad uppdaterad опубликовано обновлено автор редакция
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря yayınlanma güncelleme yazar dakika ocak şubat mart`,
  reader: `you your yours yourself du dein deine dir dich sie ihr ihre ihnen vous votre vos tu ton tes usted tu tus te você seu sua seus suas
    tuo tua tuoi voi je jouw uw u ty twój twoje ci dig din ditt вы ваш ваша ваши вам вас ви ваш siz sizin anda bạn أنت आप 당신 あなた 您`,
  glue: `the and of to in that is was for with as on by at from it his her their they he she but not are were been have had has this which who
    would could than then when there into after over also about more other some such only its our we be or an
    der die das und in zu den von ist mit nicht ein eine auf für dem des sich als auch es an wird werden sind war nach bei aus dass oder hat
    le la les de des du et en un une est que qui dans pour pas sur avec il elle par ce sont au aux plus mais ou cette ses
    el los las del y que en un una es por con para se no al lo como más pero sus este esta fue son ha
    o os as do da dos das e em um uma é que por com para se não ao mais mas como foi são sua
    il lo gli della delle dei e che di un una è per con non si al nel come più ma sono ha questo
    de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar
    i w na z do nie się że jest to od po jak przez dla ale był o och att det som en på är av för med den till inte har om ett
    и в не на что с по как это из у за от к для но он она его так же і в не на що з та до як це за від але
    a se na že je v s z do si ve bir bu da de için ile olarak çok daha gibi olan dan di yang dengan untuk dari pada ini itu dalam tidak akan
    và của là có cho không được một các trong với những في من على أن إلى التي الذي هذا عن مع के है में की से को का और हैं पर ने यह
    הוא של על את לא כי גם`,
} as const

export const CUES = Object.keys(WORDS) as readonly (keyof typeof WORDS)[]

interface CueTable {
  readonly numbering: Numbering
  /** By number of the word. */
  readonly bits: Uint16Array
}

let table: CueTable | null = null

/** Bits of the groups of CUES that a word belongs to, by the hash that `measureShape` gives; 0 for none. */
export function cuesOf(hash: number): number {
  table ??= makeTable()
  const number = table.numbering.find(hash)
  return number < 0 ? 0 : table.bits[number]!
}

function makeTable(): CueTable {
  const groups = CUES.map(group => WORDS[group].split(/\s+/))
  const numbering = new Numbering()
  const bits = new Uint16Array(groups.reduce((sum, words) => sum + words.length, 0))
  groups.forEach((words, index) => {
    for (const word of words) bits[numbering.of(hashWord(word))]! |= 1 << index
  })
  return { numbering, bits }
}
