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
  // By account and then by region: every call asks, and a name made of both would be made each time.
  const accounts = new Map<string, Map<string, T>>();
  const all: T[] = [];

  function at({ account, region }: Place): T {
    const regions = accounts.get(account) ?? new Map<string, T>();
    const known = regions.get(region);
    if (known !== undefined) return known;
    const made = make({ account, region });
    accounts.set(account, regions);
    regions.set(region, made);
    all.push(made);
    return made;
  }

  return { at, all: () => [...all] };
}
