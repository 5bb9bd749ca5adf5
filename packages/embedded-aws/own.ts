// What a table says of a name that came from outside: `constructor` is in none, though every object has one.

export function own<T>(
  table: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
