"""Fields of work, with what companies of each are called, make and look for."""

from dataclasses import dataclass

Words = tuple[str, str]  # ja, en


@dataclass(frozen=True)
class Industry:
    name: Words
    cloth: str
    endings: tuple[Words, ...]  # of a company's name
    lines: tuple[Words, ...]
    jobs: tuple[Words, ...]


INDUSTRIES: tuple[Industry, ...] = (
    Industry(
        ("教育", "Education"), "fuji",
        (("学舎", "Gakusha"), ("教育研究所", "Learning Institute"), ("アカデミー", "Academy")),
        (("英語教室の運営と教員研修", "Runs English schools and trains teachers"),
         ("学校向けオンライン授業", "Online lessons for schools"),
         ("留学と国際交流の企画", "Plans study abroad and exchange")),
        (("教務コーディネーター", "Academic coordinator"), ("教材開発", "Curriculum developer")),
    ),
    Industry(
        ("観光・旅行", "Tourism"), "matsu",
        (("紀行", "Journeys"), ("旅舎", "Travel House"), ("ツアーズ", "Tours")),
        (("地方を歩く旅の企画", "Walking journeys through the regions"),
         ("自治体の観光プロモーション", "Tourism promotion for municipalities"),
         ("訪日旅行の手配と案内", "Arranges and guides trips to Japan")),
        (("旅行企画", "Tour designer"), ("多言語ガイド", "Multilingual guide")),
    ),
    Industry(
        ("情報通信", "IT"), "ai",
        (("システムズ", "Systems"), ("ソフト工房", "Software Works"), ("データ", "Data")),
        (("多言語の業務ソフト", "Business software in many languages"),
         ("地域医療をつなぐ通信基盤", "Networks for regional health care"),
         ("農業データの分析", "Data analysis for farming")),
        (("ウェブエンジニア", "Web engineer"), ("海外サポート", "International customer support")),
    ),
    Industry(
        ("製造", "Manufacturing"), "sumi",
        (("製作所", "Works"), ("精工", "Precision"), ("計器", "Instruments")),
        (("産業用センサーの製造", "Makes industrial sensors"),
         ("食品機械の設計と輸出", "Designs and exports food machinery"),
         ("船舶部品の鋳造", "Casts ship parts")),
        (("海外営業", "Overseas sales"), ("技術文書の翻訳", "Technical writer and translator")),
    ),
    Industry(
        ("商社", "Trading"), "ebi",
        (("商事", "Trading"), ("貿易", "International"), ("物産", "Commerce")),
        (("木材と建材の輸出入", "Imports and exports timber and building material"),
         ("日用品の輸出", "Exports household goods"),
         ("北米向け水産物の貿易", "Trades seafood with North America")),
        (("貿易事務", "Trade administrator"), ("海外営業", "Overseas sales")),
    ),
    Industry(
        ("物流", "Logistics"), "cha",
        (("運輸", "Transport"), ("倉庫", "Warehousing"), ("ロジ", "Logistics")),
        (("国際宅配と倉庫", "International parcels and warehousing"),
         ("冷蔵貨物の輸送", "Moves chilled cargo"),
         ("港湾物流の手配", "Arranges port logistics")),
        (("国際物流コーディネーター", "Freight coordinator"), ("通関事務", "Customs clerk")),
    ),
    Industry(
        ("食品", "Food"), "matsu",
        (("食品", "Foods"), ("醸造", "Brewing"), ("製茶", "Tea")),
        (("発酵食品の製造と輸出", "Makes and exports fermented food"),
         ("茶園と海外の茶店", "Tea gardens, and tea rooms abroad"),
         ("給食の献立と調理", "Plans and cooks school lunches")),
        (("海外ブランド担当", "Brand manager, overseas"), ("商品企画", "Product planner")),
    ),
    Industry(
        ("宿泊", "Hotels"), "kaki",
        (("旅館", "Ryokan"), ("ホテルズ", "Hotels"), ("リゾート", "Resort")),
        (("湯治場の旅館", "Inns at hot springs"), ("街なかの小さなホテル", "Small hotels in towns"),
         ("山の滞在型リゾート", "Long stays in the mountains")),
        (("ゲストリレーション", "Guest relations"), ("予約と海外販売", "Reservations and sales abroad")),
    ),
    Industry(
        ("翻訳・通訳", "Translation"), "fuji",
        (("翻訳室", "Translation"), ("言語社", "Language House"), ("ローカライズ", "Localization")),
        (("行政文書の翻訳", "Translates public documents"), ("ゲームの翻訳と検証", "Game localization and testing"),
         ("会議通訳", "Conference interpreting")),
        (("翻訳者", "Translator"), ("プロジェクト管理", "Project manager")),
    ),
    Industry(
        ("国際協力・公共", "Public and non-profit"), "ai",
        (("国際財団", "Foundation"), ("地域機構", "Regional Agency"), ("国際交流会", "Exchange Association")),
        (("外国人住民の相談窓口", "Counselling for foreign residents"),
         ("地域の国際協力事業", "Regional projects in international cooperation"),
         ("防災情報の多言語発信", "Disaster information in many languages")),
        (("事業担当", "Programme officer"), ("多文化共生コーディネーター", "Intercultural coordinator")),
    ),
    Industry(
        ("人材", "Human resources"), "ebi",
        (("人材", "Careers"), ("キャリア舎", "Career House"), ("スタッフ", "Staffing")),
        (("外国人材の採用支援", "Helps companies hire from abroad"),
         ("社内研修と異文化理解", "Training and intercultural work"),
         ("地方移住と仕事の紹介", "Jobs and homes in the regions")),
        (("採用アドバイザー", "Recruitment adviser"), ("研修講師", "Trainer")),
    ),
    Industry(
        ("メディア・広報", "Media and PR"), "kaki",
        (("放送企画", "Broadcasting"), ("編集室", "Editorial"), ("映像", "Pictures")),
        (("地方の魅力を伝える映像", "Films about the regions"), ("英字情報誌の編集", "Edits an English magazine"),
         ("国際広報の企画", "Plans international PR")),
        (("編集者", "Editor"), ("海外広報", "International PR")),
    ),
)  # fmt: skip

# The first halves of company names.
BEGINNINGS: tuple[Words, ...] = (
    ("朝凪", "Asanagi"), ("夕凪", "Yunagi"), ("風待", "Kazamachi"), ("月代", "Tsukishiro"), ("遠野原", "Tonohara"),
    ("白波瀬", "Shirahase"), ("星野辺", "Hoshinobe"), ("水沢木", "Mizusawagi"), ("花時雨", "Hanashigure"),
    ("雲居", "Kumoi"), ("若草野", "Wakakusano"), ("潮音", "Shione"), ("山吹坂", "Yamabukizaka"), ("千草", "Chigusa"),
    ("初雁", "Hatsukari"), ("松籟", "Shorai"), ("薄氷", "Usurai"), ("木漏日", "Komorebi"), ("海鳴", "Uminari"),
    ("早苗", "Sanae"), ("深山路", "Miyamaji"), ("七夕坂", "Tanabatazaka"), ("桐生野", "Kiryuno"),
    ("彩雲", "Saiun"), ("春霞", "Harugasumi"), ("露草", "Tsuyukusa"), ("灯里", "Akari"), ("久遠", "Kuon"),
    ("石楠", "Shakunage"), ("麦秋", "Bakushu"), ("帆船", "Hansen"), ("結町", "Yuimachi"), ("茜空", "Akanezora"),
    ("霧笛", "Muteki"), ("小春", "Koharu"), ("苔庭", "Kokeniwa"),
)  # fmt: skip

TOWNS: tuple[Words, ...] = (
    ("札幌", "Sapporo"), ("仙台", "Sendai"), ("東京", "Tokyo"), ("横浜", "Yokohama"), ("新潟", "Niigata"),
    ("金沢", "Kanazawa"), ("長野", "Nagano"), ("名古屋", "Nagoya"), ("京都", "Kyoto"), ("大阪", "Osaka"),
    ("神戸", "Kobe"), ("岡山", "Okayama"), ("広島", "Hiroshima"), ("高松", "Takamatsu"), ("福岡", "Fukuoka"),
    ("長崎", "Nagasaki"), ("那覇", "Naha"),
)  # fmt: skip

CRESTS = ("asa", "ginga", "ha", "hishi", "kaze", "kikko", "matsu", "momiji", "nami", "ume", "yama", "yuki")
