/** The season's editions, and when each begins and ends. */
import { get } from "../api.js";
import { useEffect, useFair, useState } from "../html.js";

/** Asked again when what I told of myself changes: then the answers may too. */
export function useSeason() {
  const { state } = useFair();
  const [found, setFound] = useState({ season: null, failed: null });
  const person = state.start?.person;
  const told = person && JSON.stringify(state.scopes[`person:${person.id}`]?.state?.background);
  const [asked, ask] = useState(0);
  useEffect(() => {
    let here = true;
    get("/api/season").then((season) => here && setFound({ season, failed: null }), (failed) => here && setFound({ season: null, failed }));
    return () => {
      here = false;
    };
  }, [person?.id, told, asked]);
  return { ...found, again: () => ask(asked + 1) };
}

export function spanOf({ openings }) {
  const times = (name) => openings.map((one) => Date.parse(one[name]));
  return openings.length ? { first: new Date(Math.min(...times("opens_at"))), last: new Date(Math.max(...times("closes_at"))) } : { first: null, last: null };
}
