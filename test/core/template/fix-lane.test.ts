// A service's fix lane is no way round its template.

import type { FixLane } from '../../../core/pipeline/fix-lane-schema.ts';
import { laxerFixLane } from '../../../core/pipeline/laxer-fix-lane.ts';
import { read, serviceOf } from './making.ts';

const ops = { by: ['ops'], quorum: 2, expires: '8h' };

test.each<[string, FixLane, FixLane | undefined, string[]]>([
  [
    'has none',
    { hours: 'usual' },
    undefined,
    ['expected no fixLane of its own, as template t 1 has none'],
  ],
  [
    'has the same',
    { hours: 'any', bake: '1h', approvals: ops },
    { hours: 'any', bake: '1h', approvals: ops },
    [],
  ],
  ['bakes shorter', { hours: 'usual', bake: '2h' }, { hours: 'any', bake: '1h' }, []],
  ['bakes longer', { hours: 'usual', bake: '1h' }, { hours: 'usual', bake: '2h' }, ['at least 2h']],
  ['bakes as ever', { hours: 'usual', bake: '1h' }, { hours: 'usual' }, ['expected none']],
  ['waits for hours', { hours: 'any' }, { hours: 'usual' }, ['expected usual']],
  [
    'asks more people',
    { hours: 'usual', approvals: { ...ops, quorum: 1 } },
    { hours: 'usual', approvals: ops },
    ['a quorum of at least 2'],
  ],
  [
    'asks others',
    { hours: 'usual', approvals: { ...ops, by: ['ops', 'eve'] } },
    { hours: 'usual', approvals: ops },
    ['got eve too'],
  ],
  ['asks nobody instead', { hours: 'usual', approvals: ops }, { hours: 'usual' }, ['got ops too']],
])('where the template %s', (_, fixLane, base, expected) => {
  const pipeline = { ...read(serviceOf({})), fixLane };
  const template = { template: 't', version: 1, stages: [], ...(base && { fixLane: base }) };

  const found = laxerFixLane(template, pipeline).map(({ text }) => text);

  expect(found).toEqual(expected.map((text) => expect.stringContaining(text)));
});
