// State by account and region: what every simulated service keeps.

export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface Places<T> {
  /** The state of that account and region, made on first sight. */
  at(place: Place): T;
  all(): readonly T[];
}

export function places<T>(make: (place: Place) => T): Places<T> {
  const states = new Map<string, T>();

  function at({ account, region }: Place): T {
    const name = `${account} ${region}`;
    const known = states.get(name);
    if (known !== undefined) return known;
    const made = make({ account, region });
    states.set(name, made);
    return made;
  }

  return { at, all: () => [...states.values()] };
}
