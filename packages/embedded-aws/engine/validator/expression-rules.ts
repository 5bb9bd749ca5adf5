// Rules for JSONata: every expression parses, and reads only what exists where it stands.

import { compileExpression, type Expression, expressionIn } from '../expressions/expression.ts';
import type { Json } from '../json.ts';
import { type AstNode, isAstNode } from '../jsonata/jsonata.ts';
import type { Report } from './diagnostics.ts';

/** Where an expression stands: `result` and `errorOutput` exist only at their own place. */
export type Place = 'state' | 'result' | 'catch';

export function checkTemplate(
  value: Json | undefined,
  location: string,
  place: Place,
  report: Report,
): void {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    if (source !== undefined) checkExpression(source, location, place, report);
    else if (value.startsWith('{%') || value.endsWith('%}')) {
      const expected = "Expected an expression to begin with '{%' and to end with '%}'";
      report.error('INVALID_JSONATA_EXPRESSION', `${expected}, with nothing around it`, location);
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      checkTemplate(item, `${location}[${index}]`, place, report);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value))
      checkTemplate(member, `${location}/${key}`, place, report);
  }
}

function checkExpression(source: string, location: string, place: Place, report: Report): void {
  let expression: Expression;
  try {
    expression = compileExpression(source);
  } catch (error) {
    report.error('INVALID_JSONATA_EXPRESSION', whatIsWrong(error), location);
    return;
  }
  const { variables, statesFields } = expression.names;
  const refuse = (name: string) =>
    report.error(
      'UNSUPPORTED_JSONATA_EXPRESSION',
      `Reference to '${name}' is not supported here.`,
      location,
    );
  if (variables.has('$')) refuse('$$');
  if (statesFields.has('result') && place !== 'result') refuse('$states.result');
  if (statesFields.has('errorOutput') && place !== 'catch') refuse('$states.errorOutput');
  for (const name of topLevelNames(expression.compiled.ast())) {
    const message = `Reference to '${name}' at the top level is not supported.`;
    report.error('UNSUPPORTED_JSONATA_EXPRESSION', message, location);
  }
}

function whatIsWrong(error: unknown): string {
  if (error instanceof RangeError) return 'The expression is nested too deeply';
  const { message } = error as { message?: string };
  return message ?? 'The expression does not parse';
}

/** The parts of a node that see the same context as the node itself. */
const SAME_CONTEXT = [
  'lhs',
  'rhs',
  'expression',
  'expressions',
  'condition',
  'then',
  'else',
  'arguments',
  'procedure',
];

/** Names read from a context item, which there is none of: `phone` in `{% phone %}`. */
function topLevelNames(node: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const part of node) topLevelNames(part, names);
  else if (isAstNode(node)) visit(node, names);
  return names;
}

function visit(node: AstNode, names: Set<string>): void {
  if (node.type === 'name') names.add(String(node.value));
  if (node.type === 'path') topLevelNames((node.steps as unknown[])[0], names);
  if (['lambda', 'transform', 'path', 'partial'].includes(node.type)) return;
  for (const part of SAME_CONTEXT) topLevelNames(node[part], names);
}
