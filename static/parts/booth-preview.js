/** The booth as visitors will see it, in either language, with what is written and not yet saved. */
import { FairProvider, html, useEffect, useFair, useState } from "../html.js";
import { Refusal } from "../refusal.js";
import { Times } from "../times.js";
import { BoothHead } from "./booth-head.js";
import { Bones } from "./blank.js";
import { Offers } from "./offers.js";
import { Both } from "./text.js";

const NAMES = { ja: "日本語", en: "English" };

export function BoothPreview({ editing }) {
  const { lang: mine, t } = useFair();
  const [lang, setLang] = useState(mine);
  return html`<section class="stack snug" aria-labelledby="preview"><div class="head"><h2 id="preview">${t("write.preview")}</h2><div class="steps end" role="group" aria-label=${t("write.preview.language")}>${["ja", "en"].map((one) => html`
      <button key=${one} type="button" lang=${one} aria-pressed=${lang == one} onClick=${() => setLang(one)}>${NAMES[one]}</button>`)}</div></div>
    <p class="small soft">${t("write.preview.what")}</p>
    <div class="preview" lang=${lang}><${InLanguage} lang=${lang}><${Face} editing=${editing} /><//></div></section>`;
}

function Face({ editing }) {
  const booth = editing.words.preview;
  const written = (list) => list.filter((one) => !one.gone && (one.fields["title.ja"] || one.fields["title.en"])).map((one) => ({ ...one.preview, id: one.key }));
  return html`<${BoothHead} booth=${booth} title=${html`<h3><${Both} text=${booth.name} /></h3>`} />
    <${Offers} jobs=${written(editing.jobs)} documents=${written(editing.documents)} level=${3} />`;
}

/** What stands inside speaks another language than the page. */
function InLanguage({ lang, children }) {
  const whole = useFair();
  const [words, setWords] = useState(null);
  useEffect(() => {
    let wanted = true;
    whole.fair.words.other(lang).then((found) => wanted && setWords(found), () => whole.fair.tellError(new Refusal({ code: "network" })));
    return () => (wanted = false);
  }, [lang]);
  if (words?.lang != lang) return html`<div class="card"><${Bones} /></div>`;
  const times = new Times(() => lang, whole.times.offset);
  return html`<${FairProvider} value=${{ ...whole, lang, t: words.t, rich: words.rich, times }}>${children}<//>`;
}
