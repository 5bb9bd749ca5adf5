// A form as AWS's Query takes it.

/**
 * The names and values of an input; what is undefined is left out.
 *
 *     { Name: 'a', Tags: [{ Key: 'b' }] }  →  Name=a & Tags.member.1.Key=b
 */
export function formOf(input: object): string {
  return new URLSearchParams(pairsOf(input)).toString();
}

function pairsOf(value: unknown, name = ''): [string, string][] {
  const under = (key: string) => (name === '' ? key : `${name}.${key}`);
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.flatMap((each, index) => pairsOf(each, under(`member.${index + 1}`)));
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, each]) => pairsOf(each, under(key)));
}
