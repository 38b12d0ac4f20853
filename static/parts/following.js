/** Scopes that a part of the page follows for as long as it is there. */
import { useEffect, useFair } from "../html.js";

/** What it holds, as soon as it is there; `refusal`: why I may not know. @param {string|null|undefined|false|0} scope */
export function useScope(scope) {
  const { state } = useFair();
  useScopes(scope ? [scope] : []);
  return { held: state.scopes[scope]?.state, refusal: state.doors[`scope ${scope}`]?.refusal };
}

/** @param {string[]} scopes */
export function useScopes(scopes) {
  const { fair } = useFair();
  useEffect(() => {
    for (const scope of scopes) fair.scopes.follow(scope);
    return () => {
      for (const scope of scopes) fair.scopes.unfollow(scope);
    };
  }, [scopes.join(" ")]);
}
