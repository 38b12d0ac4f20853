"""Names for people who do not exist."""

# family: ja, reading, en; given: ja, reading, en
FAMILIES = (
    ("青井", "あおい", "Aoi"), ("秋庭", "あきば", "Akiba"), ("石動", "いするぎ", "Isurugi"), ("稲葉", "いなば", "Inaba"),
    ("上条", "かみじょう", "Kamijo"), ("榎本", "えのもと", "Enomoto"), ("大槻", "おおつき", "Otsuki"), ("加賀", "かが", "Kaga"),
    ("柏木", "かしわぎ", "Kashiwagi"), ("北見", "きたみ", "Kitami"), ("栗原", "くりはら", "Kurihara"), ("小暮", "こぐれ", "Kogure"),
    ("坂巻", "さかまき", "Sakamaki"), ("志村", "しむら", "Shimura"), ("杉野", "すぎの", "Sugino"), ("瀬川", "せがわ", "Segawa"),
    ("高梨", "たかなし", "Takanashi"), ("津田", "つだ", "Tsuda"), ("寺島", "てらしま", "Terashima"), ("鳥居", "とりい", "Torii"),
    ("中里", "なかざと", "Nakazato"), ("西尾", "にしお", "Nishio"), ("野沢", "のざわ", "Nozawa"), ("花岡", "はなおか", "Hanaoka"),
    ("平井", "ひらい", "Hirai"), ("藤代", "ふじしろ", "Fujishiro"), ("堀江", "ほりえ", "Horie"), ("松浦", "まつうら", "Matsuura"),
    ("宮下", "みやした", "Miyashita"), ("矢部", "やべ", "Yabe"),
)  # fmt: skip
GIVENS = (
    ("葵", "あおい", "Aoi"), ("明", "あきら", "Akira"), ("泉", "いずみ", "Izumi"), ("恵", "めぐみ", "Megumi"),
    ("薫", "かおる", "Kaoru"), ("潔", "きよし", "Kiyoshi"), ("紗季", "さき", "Saki"), ("翔", "しょう", "Sho"),
    ("環", "たまき", "Tamaki"), ("千尋", "ちひろ", "Chihiro"), ("徹", "とおる", "Toru"), ("直", "なお", "Nao"),
    ("遥", "はるか", "Haruka"), ("誠", "まこと", "Makoto"), ("美咲", "みさき", "Misaki"), ("悠", "ゆう", "Yu"),
)  # fmt: skip
# JETs and alumni: given, family, with the reading, language and where alumni live now.
ABROAD = (
    ("Grace", "Adeyemi", "グレース・アデイェミ", "Africa/Lagos"), ("Liam", "Byrne", "リアム・バーン", "Europe/Dublin"),
    ("Chloe", "Tremblay", "クロエ・トランブレ", "America/Toronto"), ("Noah", "Kealoha", "ノア・ケアロハ", "Pacific/Honolulu"),
    ("Ava", "Thompson", "エイバ・トンプソン", "America/New_York"), ("Mateo", "Rojas", "マテオ・ロハス", "America/Los_Angeles"),
    ("Isla", "McGregor", "アイラ・マクレガー", "Europe/London"), ("Ruby", "Walker", "ルビー・ウォーカー", "Australia/Sydney"),
    ("Tane", "Ngata", "タネ・ンガタ", "Pacific/Auckland"), ("Priya", "Nair", "プリヤ・ナイール", "Asia/Singapore"),
    ("Thandi", "Mokoena", "タンディ・モコエナ", "Africa/Johannesburg"), ("Lucas", "Meyer", "ルーカス・マイヤー", "Europe/Berlin"),
    ("Camille", "Roche", "カミーユ・ロシュ", "Europe/Paris"), ("Jamal", "Reid", "ジャマール・リード", "America/Jamaica"),
    ("Sina", "Tuilagi", "シナ・トゥイランギ", "Pacific/Apia"), ("Emma", "Lindholm", "エマ・リンドホルム", "Asia/Tokyo"),
    ("Owen", "Price", "オーウェン・プライス", "Asia/Tokyo"), ("Zoe", "Campbell", "ゾーイ・キャンベル", "Asia/Tokyo"),
    ("Kofi", "Boateng", "コフィ・ボアテン", "Asia/Tokyo"), ("Hana", "Novak", "ハナ・ノヴァーク", "Asia/Tokyo"),
)  # fmt: skip
MORE_GIVEN = (
    ("Ben", "ベン"), ("Dana", "ダナ"), ("Eli", "イーライ"), ("Fay", "フェイ"), ("Gus", "ガス"), ("Jo", "ジョー"),
)  # fmt: skip
