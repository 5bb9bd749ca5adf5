// How often each thing of a scenario has happened: what is to happen so many times, happens no more after that.

export interface Counted {
  /** Whether it may happen once more; where no number is given, always. */
  isLeft(what: object, times: number | undefined): boolean;
  add(what: object): void;
}

export function counted(): Counted {
  const counts = new Map<object, number>();
  return {
    isLeft: (what, times) => times === undefined || (counts.get(what) ?? 0) < times,
    add: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
  };
}
