// The switch that a file with all its mutants in it asks: which of them is on, and which would make a difference.

interface MutantSwitch {
  /** Whether it is on; whoever asks would otherwise do what it leaves away. */
  is(number: number): boolean;
  /** The same, of what is only asked. */
  on(number: number): boolean;
  /** Passes on what the left half says, and notes that without it the right one would have been asked. */
  left<T>(number: number, passes: boolean, value: T): T;
  /** Passes on what the right half says, and notes that without it something else would have been said. */
  right<T>(number: number, passes: boolean, value: T): T;
  /** A number that is another while the mutant is on. */
  bound(number: number, value: number, instead: number, set: (value: number) => void): void;
  /** A state of a machine has failed. */
  failed(state: string, error: string): void;
}

declare global {
  var mutantSwitch: MutantSwitch;
}

export interface Switch {
  /** From now on it alone is on, or none. */
  turn(number: number | undefined): void;
  /** Which would have made a difference since this was asked last. */
  taken(): number[];
}

export function makeSwitch(
  onFailedState: (state: string, error: string) => readonly number[],
): Switch {
  let active: number | undefined;
  const reached = new Set<number>();
  const bounds = new Map<number, { readonly back: () => void; readonly away: () => void }>();
  globalThis.mutantSwitch = {
    is: (number) => {
      reached.add(number);
      return active === number;
    },
    on: (number) => active === number,
    left: (number, passes, value) => {
      if (Boolean(value) !== passes) reached.add(number);
      return value;
    },
    right: (number, passes, value) => {
      if (value !== passes) reached.add(number);
      return value;
    },
    bound: (number, value, instead, set) => {
      bounds.set(number, { back: () => set(value), away: () => set(instead) });
      if (active === number) set(instead);
    },
    failed: (state, error) => {
      for (const number of onFailedState(state, error)) reached.add(number);
    },
  };
  return {
    turn: (number) => {
      if (active !== undefined) bounds.get(active)?.back();
      active = number;
      if (active !== undefined) bounds.get(active)?.away();
    },
    taken: () => {
      const all = [...reached];
      reached.clear();
      return all;
    },
  };
}
