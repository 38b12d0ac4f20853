/** The booth as visitors will see it, in either language, with what is not saved yet. */
import { Refusal } from "../../client/refusal.js";
import { BoothHead } from "../../components/booth-head.js";
import { Skeleton } from "../../components/empty-state.js";
import { Offers } from "../../components/offers.js";
import { Localized } from "../../components/text.js";
import { html, useEffect, useState, useWords, WordsProvider } from "../../html.js";
import { Times } from "../../times.js";

const NAMES = { ja: "日本語", en: "English" };

export function BoothPreview({ editing }) {
  const { lang: mine, t } = useWords();
  const [lang, setLang] = useState(mine);
  return html`
    <section class="stack snug" aria-labelledby="preview">
      <div class="head">
        <h2 id="preview">${t("write.preview")}</h2>
        <div class="steps end" role="group" aria-label=${t("write.preview.language")}>
          ${["ja", "en"].map((one) => html`
            <button
              key=${one}
              type="button"
              lang=${one}
              aria-pressed=${lang === one}
              onClick=${() => setLang(one)}
            >
              ${NAMES[one]}
            </button>
          `)}
        </div>
      </div>
      <p class="small soft">${t("write.preview.what")}</p>
      <div class="preview" lang=${lang}>
        <${InLanguage} lang=${lang}>
          <${Face} editing=${editing} />
        <//>
      </div>
    </section>
  `;
}

/** As visitors see it while the booth is open. */
function Face({ editing }) {
  const booth = editing.texts.preview;
  const written = (list) =>
    list
      .filter((one) => !one.gone && (one.values["title.ja"] || one.values["title.en"]))
      .map((one) => ({ ...one.preview, id: one.key }));
  return html`
    <${BoothHead}
      booth=${booth}
      standing="open"
      title=${html`
        <h3>
          <${Localized} text=${booth.name} />
        </h3>
      `}
    />
    <${Offers} jobs=${written(editing.jobs)} documents=${written(editing.documents)} level=${3} />
  `;
}

/** Draws its children in another language than the page's. */
function InLanguage({ lang, children }) {
  const page = useWords();
  const [words, setWords] = useState(null);
  useEffect(() => {
    let wanted = true;
    page.client.words.other(lang).then(
      (found) => wanted && setWords(found),
      () => page.client.notifyError(new Refusal({ code: "network" })),
    );
    return () => (wanted = false);
  }, [lang]);
  if (words?.lang !== lang)
    return html`
      <div class="card">
        <${Skeleton} />
      </div>
    `;
  const times = new Times(() => lang, page.times.offset);
  return html`
    <${WordsProvider} value=${{ ...page, lang, t: words.t, rich: words.rich, times }}>
      ${children}
    <//>
  `;
}
