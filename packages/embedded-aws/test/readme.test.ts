// What the pages of this package promise.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Service } from '../service.ts';
import { embedded } from './embedded.ts';
import { simulatedBy } from './simulated-by.ts';

test.each(['README.md', 'docs/engine.md'])('the example in %s prints what it says', (page) => {
  const text = readFileSync(new URL(`../${page}`, import.meta.url), 'utf8');
  const [, code = '', printed] = /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(text) ?? [];

  const flags = ['--no-warnings', '--input-type=module-typescript', '--eval', code];

  expect(execFileSync(process.execPath, flags, { encoding: 'utf8' })).toBe(printed);
});

test('the table in the README names each operation that is simulated, once, and no other', () => {
  const { aws } = embedded();
  const parts = Object.values(aws) as { readonly service?: Service }[];
  const simulated = parts.flatMap(({ service }) =>
    service ? Object.keys(service.operations).map((name) => `${service.id} ${name}`) : [],
  );

  const named = simulatedBy().map(({ service, operation }) => `${service} ${operation}`);

  expect(named).toEqual(simulated.sort());
});

test('every list and description is somebody’s', () => {
  const unused = simulatedBy().filter(
    ({ operation, user }) =>
      /^(List|Describe|BatchGet|Head)/.test(operation) && !['deployers', 'people'].includes(user),
  );

  expect(unused).toEqual([]);
});
