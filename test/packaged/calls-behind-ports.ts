// The SDK's calls behind each method of each port, read off the adapters' code.

import { FUNCTIONS, type Node, treeOf } from '../tidy/syntax.ts';
import { codeFrom, methods } from './reach.ts';

/** The SDK's calls behind `port.method`, as `client-dynamodb GetCommand`. */
export async function callsBehindPorts(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  const code = await codeFrom('flows/adapters.ts');
  const units = unitsIn([...code.values()].join('\n'));
  for (const [port, names] of methods) {
    const maker = new RegExp(`\\b${port}: \\([^)]*\\) => (\\w+)\\(`);
    const made = maker.exec(code.get('flows/adapters.ts')!)?.[1] ?? '';
    for (const method of names) found.set(`${port}.${method}`, callsFrom(units, made, method));
  }
  return found;
}

interface Body extends Node {
  readonly body?: readonly Node[] | { readonly stmts?: readonly Node[] };
  readonly identifier?: { readonly value: string };
  readonly declarations?: readonly { readonly id: Named; readonly init?: Body }[];
}

const KEPT = [...FUNCTIONS, 'ObjectExpression'];

/** Functions and constants that stand in a text, or in the one function that it is, by their names. */
function unitsIn(text: string): ReadonlyMap<string, string> {
  const { all, textOf } = treeOf(text);
  const module = all[0] as Body;
  const standing = (module.body ?? []) as readonly Body[];
  const [only] = standing;
  const inner =
    standing.length === 1 && only?.type === 'FunctionDeclaration' ? only.body : undefined;
  const statements = inner && 'stmts' in inner ? (inner.stmts as readonly Body[]) : standing;
  return new Map(
    statements.flatMap((node): [string, string][] => {
      if (node.type === 'FunctionDeclaration') return [[node.identifier!.value, textOf(node)]];
      return (node.declarations ?? []).flatMap(({ id, init }): [string, string][] =>
        id.value && init && KEPT.includes(init.type) ? [[id.value, textOf(init)]] : [],
      );
    }),
  );
}

interface Named {
  readonly type: string;
  readonly value?: string;
}

/** The methods of the objects in a function, by their names. */
function methodsIn(text: string): ReadonlyMap<string, string> {
  const { all, textOf } = treeOf(text);
  const found = all.flatMap((node): [string, string][] => {
    const { key, value } = node as Node & { key?: Named; value?: Node };
    const isMethod = node.type === 'MethodProperty';
    const isValue = node.type === 'KeyValueProperty' && value !== undefined;
    if (!key?.value || !(isMethod || isValue)) return [];
    // Its own name is not a call of a function that bears it too.
    return [[key.value, isMethod ? textOf(node).replace(/^[^(]+/, '') : textOf(value!)]];
  });
  // The first of a name is the outermost.
  return new Map(found.toReversed());
}

const COMMAND = /\bnew (\w+Command)\d*\(/g;
/** What is called, and constants. */
const NAMED = /(?<![.\w$])(?:[A-Za-z_$][\w$]*(?=\()|[A-Z][A-Z\d_]+\b)/g;
/** Of a service without a client: by its path, or by what is asked there. */
const SIGNED =
  /service: "([a-z-]+)",\s+path: "\/([\w-]*)"(?:,\s+(?:target: "\w+\.|operation: ")(\w+)")?/g;

function callsFrom(units: ReadonlyMap<string, string>, maker: string, method: string): Set<string> {
  const calls = new Set<string>();
  const seen = new Set<string>([maker]);
  const text = units.get(maker) ?? '';
  const known = new Map([...units, ...unitsIn(text)]);
  const own = methodsIn(text).get(method) ?? method;
  // It may be no more than the name of a function.
  const waiting = [known.get(own) ?? own];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, command = ''] of next.matchAll(COMMAND)) calls.add(command);
    for (const [, service = '', path = '', operation] of next.matchAll(SIGNED))
      calls.add(operation ?? `${service}/${path}`);
    for (const [name] of next.matchAll(NAMED)) {
      const unit = known.get(name);
      if (unit === undefined || seen.has(name)) continue;
      seen.add(name);
      waiting.push(unit);
    }
  }
  return calls;
}
