// How jsonata 2.0.6 is changed as it is read: no awaits, keys of any name, a price for what costs more than it shows.

export interface Change {
  readonly why: string;
  readonly from: RegExp;
  readonly to: string;
  readonly times: number;
}

/** Primitive values by a set, and objects as the library does, at a price. */
const DISTINCT = `var known = new Set(), objects = [];
for (const value of arr) {
  if (typeof value === 'object' && value !== null) {
    if (objects.some((other) => deepEquals(value, other))) continue;
    objects.push(value);
  } else if (known.has(value)) continue;
  else known.add(value);
  results.push(value);
}
return results;
`;

/** As the library joins them, but without copying all that is there for each. */
const SPREAD = `var joined;
for (const item of arg) {
  const parts = spread(item);
  if (parts === undefined) continue;
  joined = joined || [];
  if (!Array.isArray(parts)) joined.push(parts);
  else for (const part of parts) joined.push(part);
}
if (joined) result = joined;
`;

const MERGE_MEMBER = `meter.spend(4);
if (prop !== '__proto__') result[prop] = obj[prop];
else Object.defineProperty(result, prop, {
  value: obj[prop], enumerable: true, writable: true, configurable: true,
});
`;

/** What looking into an object costs, in items of an array. */
const OBJECT = 16;

/** Merges without recursion: the library's own would need one stack frame for each item. */
const MERGE = `var merge = function (l, r) {
  var merged = [], i = 0, j = 0;
  while (i < l.length && j < r.length) merged.push(comp(l[i], r[j]) ? r[j++] : l[i++]);
  return merged.concat(l.slice(i), r.slice(j));
};
`;

export const CHANGES: readonly Change[] = [
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
    why: 'distinct values at the price of looking at each once',
    from: /for\(var ii = 0; ii < arr\.length; ii\+\+\) \{\s+var value = arr\[ii\];[\s\S]*?return results;\s+(?=\})/g,
    to: DISTINCT,
    times: 1,
  },
  {
    why: 'comparing has its price',
    from: /(?=var lkeys = Object\.getOwnPropertyNames\(lhs\);)/g,
    to: `meter.spend(${OBJECT});`,
    times: 1,
  },
  {
    why: 'comparing has its price',
    from: /(?=\/\/ must contain same values in same order)/g,
    to: 'meter.spend(lhs.length);\n',
    times: 1,
  },
  {
    why: 'copying has its price',
    from: /return arg1\.concat\(arg2\);/g,
    to: 'meter.spend((arg1.length + arg2.length) / 4); return arg1.concat(arg2);',
    times: 1,
  },
  {
    why: 'spreading long arrays',
    from: /arg\.forEach\(function \(item\) \{\s+result = append\(result, spread\(item\)\);\s+\}\);/g,
    to: SPREAD,
    times: 1,
  },
  {
    why: 'merging has its price, and keys have any name',
    from: /result\[prop\] = obj\[prop\];/g,
    to: MERGE_MEMBER,
    times: 1,
  },
  {
    why: 'text has its price, since one value may stand in it a million times',
    from: /JSON\.stringify\(arg, function \(key, val\) \{/g,
    to: 'JSON.stringify(arg, function (key, val) { meter.spend(1);',
    times: 1,
  },
  {
    why: 'keys have their price',
    from: /Object\.keys\(arg\)\.forEach\(key => result\.push\(key\)\);/g,
    to: 'for (const key of Object.keys(arg)) { meter.spend(4); result.push(key); }',
    times: 1,
  },
  {
    why: 'the clock is virtual',
    from: /timestamp = new Date\(\);/g,
    to: 'timestamp = null;',
    times: 2,
  },
];
