// What can be taken out of a safeguard's source by machine: its conditions, its calls, and its numbers.

import { lineAt, type Mutant } from './mutant.ts';
import { isNode, nodesIn, type Place, type SyntaxNode, syntaxOf } from './syntax.ts';

interface Edit extends Place {
  readonly what: string;
  readonly text: string;
}

/**
 * Each place at which a file's safeguards can be broken.
 *
 *     if (fence > mine) throw …   →  nothing
 *     a && b, a || b              →  a, and b
 *     await register(…);          →  nothing
 *     const LAG_SECONDS = 45      →  0, and a thousand times as much
 */
export function sourceMutants(kind: string, file: string, text: string): Mutant[] {
  const syntax = syntaxOf(text);
  const edits = nodesIn(syntax.root).flatMap((node) => editsOf(node, syntax));
  const seen = new Set<string>();
  return edits.flatMap(({ what, ...edit }) => {
    const id = `${file}:${lineAt(text, edit.start)} ${what}`;
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ id, kind, file, ...edit }];
  });
}

type Syntax = ReturnType<typeof syntaxOf>;

function editsOf(node: SyntaxNode, syntax: Syntax): Edit[] {
  switch (node.type) {
    case 'IfStatement':
      return conditionRemoved(node, syntax);
    case 'BinaryExpression':
      return operandsAlone(node, syntax);
    case 'ExpressionStatement':
      return callRemoved(node, syntax);
    case 'VariableDeclarator':
      return boundMoved(node, syntax);
    default:
      return [];
  }
}

/** Where something is done before the rest goes on: it is not done. With an else, it never is. */
function conditionRemoved({ test }: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  if (!isNode(test)) return [];
  return [{ ...placeOf(test), text: 'false', what: `never if (${short(textOf(test))})` }];
}

function operandsAlone(node: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  const { operator, left, right } = node;
  if ((operator !== '&&' && operator !== '||') || !isNode(left) || !isNode(right)) return [];
  return [left, right].map((side, index) => ({
    ...placeOf(node),
    text: `(${textOf(side)})`,
    what: `without ${operator} ${short(textOf(index === 0 ? right : left))}`,
  }));
}

function callRemoved(node: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  const { expression } = node;
  if (!isNode(expression)) return [];
  const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
  if (!isNode(call) || call.type !== 'CallExpression') return [];
  return [{ ...placeOf(node), text: ';', what: `without ${short(textOf(node))}` }];
}

function boundMoved({ id, init }: SyntaxNode, { placeOf }: Syntax): Edit[] {
  if (!isNode(id) || !isNode(init) || init.type !== 'NumericLiteral') return [];
  const name = String(id.value);
  if (!/^[A-Z][A-Z_]+$/.test(name)) return [];
  return [0, Number(init.value) * 1000].map((value) => ({
    ...placeOf(init),
    text: String(value),
    what: `${name} = ${value}`,
  }));
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}…` : line;
}
