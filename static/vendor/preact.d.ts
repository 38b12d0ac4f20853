/** What static/ uses of preact 11; checked by `make javascript`, read by no browser. */
export type Child = any;
export type Component = (props: any) => Child;
export function h(type: string | Component, props: object | null, ...children: Child[]): Child;
export function render(child: Child, into: Element): void;
export function createContext<T>(value: T): { Provider: Component };
export const Fragment: Component;
