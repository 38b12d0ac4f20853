/** What static/ uses of preact 11's hooks; checked by `make javascript`, read by no browser. */
type Effect = () => unknown;
type Inputs = readonly unknown[];
export function useContext(context: object): any;
export function useEffect(effect: Effect, inputs?: Inputs): void;
export function useLayoutEffect(effect: Effect, inputs?: Inputs): void;
export function useErrorBoundary(caught: (error: unknown) => void): [unknown, () => void];
export function useMemo<T>(make: () => T, inputs: Inputs): T;
/** An element, or what is not there yet, is of any type. */
export function useRef(initial?: null): { current: any };
export function useRef<T>(initial: T): { current: T };
export function useState(initial: null): [any, (next: any) => void];
export function useState<T>(initial: T | (() => T)): [T, (next: T | ((before: T) => T)) => void];
