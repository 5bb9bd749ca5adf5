// Whether a value of a template goes by something else in it that has changed.

export interface Referred {
  readonly parameters: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
}

/**
 * What of that has changed it refers to, wherever in it; what CloudFormation looks up as it updates counts always.
 *
 *     { Ref: Name }, { 'Fn::Sub': '${Name}-x' }, { 'Fn::GetAtt': [Key, Arn] }, { 'Fn::If': [IsProd, …] }
 *     '{{resolve:ssm:/orders/name}}'  →  what it says may be another than last time
 */
export function dependentsOf(value: unknown, changed: Referred): string[] {
  if (typeof value === 'string') return value.includes('{{resolve:') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => dependentsOf(each, changed));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...named(key, inner, changed),
    ...dependentsOf(inner, changed),
  ]);
}

function named(key: string, inner: unknown, changed: Referred): string[] {
  const { parameters, conditions, mappings, resources } = changed;
  const either = (name: string) => (parameters.has(name) || resources.has(name) ? [name] : []);
  const [first] = [inner].flat();
  switch (key) {
    case 'Ref':
      return either(String(inner));
    case 'Fn::GetAtt':
      return either(String(first).split('.')[0] ?? '');
    case 'Fn::Sub':
      return [...String(first).matchAll(/\$\{([\w:]+)(?:\.[\w.]+)?\}/g)].flatMap(([, name = '']) =>
        either(name),
      );
    case 'Fn::If':
    case 'Condition':
      return typeof first === 'string' && conditions.has(first) ? [first] : [];
    case 'Fn::FindInMap':
      return typeof first !== 'string' || mappings.has(first) ? [String(first)] : [];
    case 'Fn::ImportValue':
    case 'Fn::Transform':
      // What others export, or a macro makes, may be another than last time.
      return [key];
    default:
      return [];
  }
}
