/** The season's editions from the server, and when an edition begins and ends. */
import { get } from "../client/api.js";
import { ownState } from "../client/selectors.js";
import { useApp, useEffect, useState } from "../html.js";

/** The season from the server. It is asked again when my background changes, as unmet requirements depend on it. */
export function useSeason() {
  const { state } = useApp();
  const [found, setFound] = useState(
    /** @type {{season: any, failed: any}} */ ({ season: null, failed: null }),
  );
  const person = state.start?.person;
  const told = person && JSON.stringify(ownState(state)?.background);
  const [asked, ask] = useState(0);
  useEffect(() => {
    let here = true;
    get("/api/season").then(
      (season) => here && setFound({ season, failed: null }),
      (failed) => here && setFound({ season: null, failed }),
    );
    return () => {
      here = false;
    };
  }, [person?.id, told, asked]);
  return { ...found, again: () => ask(asked + 1) };
}

export function spanOf({ openings }) {
  const times = (name) => openings.map((one) => Date.parse(one[name]));
  return openings.length
    ? { first: new Date(Math.min(...times("opens_at"))), last: new Date(Math.max(...times("closes_at"))) }
    : { first: null, last: null };
}
