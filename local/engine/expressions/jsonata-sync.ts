// jsonata 2.0.6 without its awaits: the same program, run to its end in one go.
//
// Step Functions documents this version. The library evaluates asynchronously, which costs a promise for each node of an
// expression, turns endless recursion into endless memory, and lets executions interleave inside an expression. Nothing
// it does here needs to wait, so its source is read once, the keywords are taken out, and recursion meets the stack's
// end as a RangeError. A property test compares it with the original.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Compiled {
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>): unknown;
  /** Binds a value for every evaluation of this expression. */
  assign(name: string, value: unknown): void;
  /** Binds a function, with its signature in JSONata's notation. */
  registerFunction(name: string, run: (...args: never[]) => unknown, signature?: string): void;
  ast(): AstNode;
}

/** A node of a parsed expression: the parts that the engine looks at. */
export interface AstNode {
  readonly type: string;
  readonly value?: unknown;
  readonly [part: string]: unknown;
}

export function isAstNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null;
}

interface Jsonata {
  (source: string): Compiled;
  /** Called before and after each node. */
  onEntry?: () => void;
  onExit?: (node: AstNode, input: unknown, environment: unknown, result: unknown) => void;
}

interface Change {
  readonly why: string;
  readonly from: RegExp;
  readonly to: string;
  readonly times: number;
}

/** Merges without recursion: the library's own would need one stack frame for each item. */
const MERGE = `var merge = function (l, r) {
  var merged = [], i = 0, j = 0;
  while (i < l.length && j < r.length) merged.push(comp(l[i], r[j]) ? r[j++] : l[i++]);
  return merged.concat(l.slice(i), r.slice(j));
};
`;

const CHANGES: readonly Change[] = [
  {
    why: 'sorting long arrays',
    from: /var merge = async function \(l, r\) \{[\s\S]*?\};\s*(?=var msort)/g,
    to: MERGE,
    times: 1,
  },
  { why: 'no async functions', from: /\basync\s+(?=function|\()/g, to: '', times: 44 },
  { why: 'no awaits', from: /\bawait\s+/g, to: '', times: 100 },
  { why: 'arrays of results', from: /\bPromise\.all\(/g, to: '(', times: 2 },
  {
    why: 'variables of any name',
    from: /var bindings = \{\};/g,
    to: 'var bindings = Object.create(null);',
    times: 1,
  },
  {
    why: 'variables of any name',
    from: /bindings\.hasOwnProperty\(name\)/g,
    to: 'name in bindings',
    times: 1,
  },
  {
    why: 'keys of any name',
    from: /var result = \{\};\s+var groups = \{\};/g,
    to: 'var result = Object.create(null); var groups = Object.create(null);',
    times: 1,
  },
  {
    why: 'keys of any name',
    from: /groups\.hasOwnProperty\(key\)/g,
    to: 'key in groups',
    times: 1,
  },
  {
    why: 'own properties only',
    from: /result = input\[key\];/g,
    to: 'result = Object.hasOwn(input, key) ? input[key] : undefined;',
    times: 1,
  },
  {
    why: "the engine's budget",
    from: /environment\.lookup\(Symbol\.for\('jsonata\.__evaluate_entry'\)\)/g,
    to: 'jsonata.onEntry',
    times: 1,
  },
  {
    why: "the engine's budget",
    from: /environment\.lookup\(Symbol\.for\('jsonata\.__evaluate_exit'\)\)/g,
    to: 'jsonata.onExit',
    times: 1,
  },
  {
    why: 'nobody listens',
    from: /enclosingEnvironment\.lookup\(Symbol\.for\('jsonata\.__createFrame_push'\)\)/g,
    to: 'undefined',
    times: 1,
  },
  {
    why: 'the clock is virtual',
    from: /timestamp = new Date\(\);/g,
    to: 'timestamp = null;',
    times: 2,
  },
];

/** Parses an expression; throws jsonata's own error if it is none. */
export const jsonata: Jsonata = load();

function load(): Jsonata {
  const source = readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8');
  const module = { exports: {} as unknown };
  new Function('module', 'exports', CHANGES.reduce(apply, source))(module, module.exports);
  return module.exports as Jsonata;
}

function apply(source: string, { why, from, to, times }: Change): string {
  const found = source.match(from)?.length ?? 0;
  if (found !== times) {
    throw new Error(
      `Expected jsonata 2.0.6, in which ${from} (${why}) occurs ${times} times, got one with ${found}; ` +
        'install the pinned version, or review local/engine/expressions/jsonata-sync.ts.',
    );
  }
  return source.replace(from, to);
}
