// The same verdict on every machine: what IEEE 754 rounds alike, and nothing else.

import { readdirSync, readFileSync } from 'node:fs';
import { judge } from '../judge.ts';
import { caseOf, metricOf, repeat } from './making.ts';

const folder = new URL('../', import.meta.url);
const exact = new Set(['abs', 'ceil', 'floor', 'max', 'min', 'round', 'sqrt', 'LN2', 'SQRT2']);

test.each(readdirSync(folder).filter((file) => file.endsWith('.ts')))(
  '%s uses no function that machines may round differently',
  (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8').replace(
      /\/\*\*[\s\S]*?\*\/|\/\/.*/g,
      '',
    );

    const used = [...text.matchAll(/Math\.(\w+)/g)].map(([, name]) => name as string);

    expect(used.filter((name) => !exact.has(name))).toEqual([]);
    expect(text).not.toMatch(/Math\.random|Date\.|new Date|localeCompare|toLocale| \*\* /);
  },
);

test('a known case has a known score, to the last bit', () => {
  const errors = metricOf({
    name: 'errors',
    kind: 'errors',
    unit: 'Count',
    before: repeat(30, 0, 1, 0, 2),
    canary: repeat(12, 1, 3, 0),
  });
  const requests = { kind: 'traffic', unit: 'Count', bad: 'none' } as const;
  const traffic = metricOf({
    ...requests,
    before: repeat(30, 97, 105),
    canary: repeat(12, 99, 101),
  });
  const latency = metricOf({ before: repeat(30, 10, 11, 13, 9), canary: repeat(12, 17, 14, 26) });

  const { verdict, score } = judge(caseOf([errors, traffic, latency]));

  expect([verdict, score]).toEqual(['fail', 4.787443692757418]);
});
