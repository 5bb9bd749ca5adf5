// Values of a definition with expressions in them: `Arguments`, `Output`, `Assign`, `Items` …

import type { Json } from '../json.ts';
import { setProperty } from '../json.ts';
import { compileExpression, type Expression, evaluate, expressionIn } from './expression.ts';
import type { Surroundings } from './seen.ts';

export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly location: string }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Template])[] };

/** Compiles once, so that constant parts are never looked at again. `location` names the field. */
export function compileTemplate(value: Json, location: string): Template {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    if (source === undefined) return { kind: 'constant', value };
    return { kind: 'expression', expression: compileExpression(source), location };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, `${location}[${index}]`));
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'array', items };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  const members = Object.entries(value).map(
    ([key, member]) => [key, compileTemplate(member, `${location}/${key}`)] as const,
  );
  const constant = members.every(([, member]) => isConstant(member));
  return constant ? { kind: 'constant', value } : { kind: 'object', members };
}

function isConstant({ kind }: Template): boolean {
  return kind === 'constant';
}

export function evaluateTemplate(template: Template, around: Surroundings): Json {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluate(template.expression, around, template.location);
    case 'array':
      return template.items.map((item) => evaluateTemplate(item, around));
    case 'object': {
      const result: Record<string, Json> = {};
      for (const [key, member] of template.members) {
        setProperty(result, key, evaluateTemplate(member, around));
      }
      return result;
    }
  }
}
