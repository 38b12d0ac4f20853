/** The page of a talk: what it shows depends on how the talk stands for me, and on whether I have gone in. */
import { entryOf, ownState, scopeState } from "../../client/selectors.js";
import { useNow } from "../../components/clock.js";
import { Loading } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { standingOf } from "../../talk-standing.js";
import { Asked, Asking, Early, Stranger } from "./before.js";
import { Check } from "./check.js";
import { Out, Over } from "./over.js";
import { Room } from "./room.js";

export function Talk({ talk }) {
  const { client, state } = useApp();
  const now = useNow();
  const [mine, setMine] = useState(null); // how I take part, once I went in: {how, stream}
  const [out, setOut] = useState(false); // I went in, and left
  const own = ownState(state);
  const card = own?.talks?.[talk];
  const standing = standingOf(card, client.me()?.id, now);
  const { hall } = state.start;

  const stop = () => mine?.stream?.getTracks().forEach((track) => track.stop());
  useEffect(() => stop, [mine]);
  useEffect(() => () => client.scopes.enter(hall), []);
  const inside = Boolean(mine) && standing === "open";
  useEffect(() => {
    if (!mine && !out) return; // the page is shown as it was opened
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [inside, out, standing === "over"]);
  useEffect(() => {
    if (mine && !inside) leave();
  }, [mine, inside]);

  function enter(choice) {
    client.scopes.enter(talk);
    setOut(false);
    setMine(choice);
  }
  function leave() {
    client.scopes.enter(hall);
    setMine(null);
    setOut(true);
  }

  if (!own) return html`<${Loading} />`;
  const refusal = inside && entryOf(state, talk)?.refusal; // no longer a visitor of the edition
  if (refusal) return html`<${ErrorPage} error=${refusal} />`;
  if (inside)
    return html`
      <${Room}
        talk=${card}
        held=${scopeState(state, `talk:${talk}`)}
        mine=${mine}
        onStream=${(stream) => setMine({ ...mine, stream })}
        onLeave=${leave}
      />
    `;
  if (standing === "none") return html`<${Stranger} />`;
  if (standing === "over") return html`<${Over} talk=${card} />`;
  if (standing === "asked") return html`<${Asked} talk=${card} />`;
  if (standing === "asking") return html`<${Asking} talk=${card} />`;
  if (standing === "early") return html`<${Early} talk=${card} />`;
  return out ? html`
    <${Out} talk=${card} onBack=${() => setOut(false)} />
  ` : html`
    <${Check} talk=${card} onEnter=${enter} />
  `;
}
