/** Hooks that follow scopes for as long as a component is mounted. */
import { refusalOf, scopeState } from "../client/selectors.js";
import { useApp, useEffect } from "../html.js";

/**
 * `held`: the scope's collections once they are known; `refusal`: why they are refused.
 * @param {string|null|undefined|false|0} scope
 */
export function useScope(scope) {
  const { state } = useApp();
  useScopes(scope ? [scope] : []);
  return {
    held: scope ? scopeState(state, scope) : undefined,
    refusal: refusalOf(state, scope),
  };
}

/** @param {string[]} scopes */
export function useScopes(scopes) {
  const { client } = useApp();
  useEffect(() => {
    for (const scope of scopes) client.scopes.follow(scope);
    return () => {
      for (const scope of scopes) client.scopes.unfollow(scope);
    };
  }, [scopes.join(" ")]);
}
