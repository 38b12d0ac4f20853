/** A field that chooses people, searched by name, reading or mail address. */
import { Field } from "./field.js";
import { Icon } from "./icon.js";
import { Person } from "./person.js";
import { UserText } from "./text.js";
import { html, useApp, useEffect, useRef, useState } from "../html.js";
import { useSearch } from "./use-search.js";

export function PeoplePicker({ draft, edition, name, label }) {
  const { client, t } = useApp();
  const [text, setText] = useState("");
  const box = useRef();
  const chosen = draft.values[name];
  const found = useSearch("people.find", edition, text)?.people.filter(
    (one) => !chosen.some((each) => each.id === one.id),
  );
  useEffect(() => {
    if (found) client.announce("edit.people.found", { count: found.length });
  }, [found?.length]);

  function choose(one) {
    draft.put({ [name]: [...chosen, one] });
    setText("");
    box.current.focus();
  }
  function remove(one) {
    draft.put({ [name]: chosen.filter((each) => each.id !== one.id) });
    box.current.focus();
  }
  const pressed = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (found?.length === 1) choose(found[0]);
  };

  return html`
    <div class="stack tight picker" role="group" aria-label=${label}>
      <${Field} label=${label} hint=${t("edit.people.hint")}>
        ${(tie) => html`
          <input
            ...${tie}
            type="search"
            name=${name}
            autocomplete="off"
            ref=${box}
            value=${text}
            onInput=${(event) => setText(event.target.value)}
            onKeyDown=${pressed}
          />
        `}
      <//>
      ${chosen.length > 0 && html`
        <ul class="line tight">
          ${chosen.map((one) => html`
            <li key=${one.id} class="badge line">
              <${UserText}>${one.name}<//>
              <button class="btn quiet icon little" type="button" onClick=${() => remove(one)}>
                <${Icon} name="x" />
                <span class="vh">${t("edit.people.remove", { name: one.name })}</span>
              </button>
            </li>
          `)}
        </ul>
      `}
      ${found &&
        (found.length ? html`
          <ul class="rows search-results">
            ${found.map((one) => html`
              <li key=${one.id}>
                <${Person} person=${one} />
                <button class="btn little end" type="button" onClick=${() => choose(one)}>
                  ${t("edit.add")}
                  <span class="vh">: ${one.name}</span>
                </button>
              </li>
            `)}
          </ul>
        ` : html`
          <p class="small soft">${t("edit.people.none")}</p>
        `)}
    </div>
  `;
}
