// What can be taken out of a safeguard's source by machine: its conditions, its calls, and its numbers.

import { type How, lineAt, type Mutant, type Place } from './mutant.ts';
import { isNode, type SyntaxNode, syntaxOf } from './syntax.ts';

interface Edit extends Place {
  readonly what: string;
  readonly text: string;
  readonly how: How;
}

/** Around what an edit is looked for: what is outside of every function runs once, as the file is loaded. */
interface Around {
  readonly isInFunction: boolean;
  /** The statement that declares what is looked at. */
  readonly declaration?: SyntaxNode;
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
  const seen = new Set<string>();
  return editsIn(syntax.root, { isInFunction: false }, syntax).flatMap(
    ({ what, how, isAtLoad, ...edit }) => {
      const id = `${file}:${lineAt(text, edit.start)} ${what}`;
      if (seen.has(id)) return [];
      seen.add(id);
      return [{ id, kind, file, ...edit, ...(!isAtLoad && { how }) }];
    },
  );
}

type Syntax = ReturnType<typeof syntaxOf>;

const FUNCTIONS = /^(Function|Arrow|Class|Method|Getter|Setter|Constructor)/;

/** Of a node and all that it holds, from the outside in. */
function editsIn(
  value: unknown,
  around: Around,
  syntax: Syntax,
): (Edit & { readonly isAtLoad: boolean })[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!isNode(value)) return Object.values(value).flatMap((each) => editsIn(each, around, syntax));
  const own = editsOf(value, around, syntax).map((edit) => ({
    ...edit,
    isAtLoad:
      edit.how.what === 'bound' ? isReadAtLoad(edit.how.name, syntax) : !around.isInFunction,
  }));
  const inside: Around = {
    ...around,
    ...(FUNCTIONS.test(value.type) && { isInFunction: true }),
    ...(value.type === 'VariableDeclaration' && { declaration: value }),
  };
  return [...own, ...Object.values(value).flatMap((each) => editsIn(each, inside, syntax))];
}

/** Whether another number or text of the file is made of it, once. */
function isReadAtLoad(name: string, { root, textOf }: Syntax): boolean {
  const made = new RegExp(`^(?:export )?const \\w+ = (?![^;]*=>)[^;]*\\b${name}\\b`, 'm');
  return made.test(textOf(root));
}

function editsOf(node: SyntaxNode, { declaration }: Around, syntax: Syntax): Edit[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return conditionRemoved(node, syntax);
    case 'BinaryExpression':
      return operandsAlone(node, syntax);
    case 'ExpressionStatement':
      return callRemoved(node, syntax);
    case 'VariableDeclarator':
      return declaration ? boundMoved(node, declaration, syntax) : [];
    default:
      return [];
  }
}

/** Where something is done before the rest goes on: it is not done. Where there is something else, that always is. */
function conditionRemoved(node: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  const { type, test } = node;
  if (!isNode(test) || choosesWords(node, textOf)) return [];
  const condition = short(textOf(test));
  const what = type === 'IfStatement' ? `never if (${condition})` : `never ${condition} ?`;
  return [{ ...placeOf(test), text: 'false', what, how: { what: 'condition' } }];
}

/**
 * Whether it says one thing or another to a person, which guards nothing: two texts, one of them several
 * words or none.
 */
function choosesWords({ consequent, alternate }: SyntaxNode, textOf: Syntax['textOf']): boolean {
  const sides = [consequent, alternate].filter(isNode);
  const texts = sides
    .filter(({ type }) => /^(StringLiteral|TemplateLiteral)$/.test(type))
    .map(textOf);
  return texts.length === 2 && texts.some((text) => /^..$| /.test(text));
}

function operandsAlone(node: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  const { operator, left, right } = node;
  if ((operator !== '&&' && operator !== '||') || !isNode(left) || !isNode(right)) return [];
  const places = { left: placeOf(left), right: placeOf(right) };
  return (['left', 'right'] as const).map((keeps) => ({
    ...placeOf(node),
    text: `(${textOf(keeps === 'left' ? left : right)})`,
    what: `without ${operator} ${short(textOf(keeps === 'left' ? right : left))}`,
    how: { what: 'half', operator, ...places, keeps },
  }));
}

function callRemoved(node: SyntaxNode, { placeOf, textOf }: Syntax): Edit[] {
  const { expression } = node;
  if (!isNode(expression)) return [];
  const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
  if (!isNode(call) || call.type !== 'CallExpression') return [];
  const what = `without ${short(textOf(node))}`;
  return [{ ...placeOf(node), text: ';', what, how: { what: 'call' } }];
}

function boundMoved(
  { id, init }: SyntaxNode,
  declaration: SyntaxNode,
  { placeOf }: Syntax,
): Edit[] {
  if (!isNode(id) || !isNode(init) || init.type !== 'NumericLiteral') return [];
  const name = String(id.value);
  if (!/^[A-Z][A-Z_]+$/.test(name)) return [];
  return [0, Number(init.value) * 1000].map((value) => ({
    ...placeOf(init),
    text: String(value),
    what: `${name} = ${value}`,
    how: { what: 'bound', declaration: placeOf(declaration), name, value },
  }));
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}…` : line;
}
