// The adapter of StackSets, where no page says what CloudFormation does: right whichever it is.

import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { endOf } from '../../flows/set-ends.ts';
import { adapters, home } from './played.ts';

const target: TargetOf<'stackSet'> = {
  ...{ ...home, name: 'live', alarms: [] },
  stackSet: {
    ...{ name: 'guard', template: 'template.yml', capabilities: ['CAPABILITY_IAM'] },
    ...{ accounts: ['222233334444'], regions: ['us-east-1'], delegated: false },
    ...{ failureTolerance: 0, maxConcurrent: 1, reads: 'summaries' as const },
  },
};
const template = '{"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}';
const place = { account: '222233334444', region: 'us-east-1' };

function withSet(operations: number, isAscending: boolean) {
  const made = adapters();
  const contents = { template, parameters: {}, tags: {} };
  const createdAt = new Date('2026-01-01T00:00:00Z');
  const set = made.aws.cloudFormation.sets.add(
    { name: 'guard', createdAt, contents, places: [place] },
    home,
  );
  const all = Array.from({ length: operations }, (_, at) => ({
    ...{ id: `op-${at}`, action: 'UPDATE' as const, status: 'SUCCEEDED' as const, results: [] },
    createdAt: new Date(createdAt.getTime() + at * 1000),
    preferences: { isParallel: false, regionOrder: [], tolerance: 0, atOnce: 1 },
    to: contents,
  }));
  set.operations.push(...(isAscending ? all : all.toReversed()));
  return { ...made, set };
}

test.each([
  [true, 350],
  [false, 350],
  [true, 20],
  [false, 20],
])(
  'the last operations come first, whether the list begins with the oldest (%s) of %i',
  async (...row) => {
    const [isAscending, count] = row;
    const { run, ports, calls } = withSet(count, isAscending);

    const found = await run(() => ports.stackSets.operations(target));

    if (found instanceof Error) throw found;
    expect(found[0]?.id).toBe(`op-${count - 1}`);
    expect(found).toHaveLength(Math.min(count, 300));
    if (!isAscending) expect(calls.length).toBeLessThanOrEqual(3);
  },
);

test('an id that is under way was begun, whatever CloudFormation calls it', async () => {
  const { run, ports, set } = withSet(0, false);
  const bringing = {
    ...{ id: 'tidegate-deploy-one', template: { TemplateBody: template } },
    ...{ parameters: {}, tags: { a: 'b' }, isBack: false },
  };

  const again = await run(async () => {
    await ports.stackSetStarts.update(target, bringing);
    await ports.stackSetStarts.update(target, bringing);
    return set.operations.map(({ id, status }) => `${id} ${status}`);
  });
  const busy = await run(async () => {
    await ports.stackSetStarts.update(target, { ...bringing, id: 'three', tags: { c: 'd' } });
    await ports.stackSetStarts.update(target, { ...bringing, id: 'four' });
  });

  expect(again).toEqual(['tidegate-deploy-one RUNNING']);
  expect(busy).toMatchObject({ name: 'TargetBusy' });
});

test.each(['this', 'an earlier one'])(
  'an instance of a suspended account has not got it, though its last operation is %s',
  (last) => {
    const operation = last === 'this' ? 'one' : 'before';
    const found = {
      ...{ id: 'one', action: 'UPDATE', status: 'SUCCEEDED' },
      createdAt: '2026-01-01T00:00:00.000Z',
    };
    const instance = {
      ...{ ...place, status: 'OUTDATED', detail: 'SKIPPED_SUSPENDED_ACCOUNT' },
      ...{ isDrifted: false, operation },
    };
    const results = [{ ...place, status: 'SUCCEEDED' }];

    const end = endOf(['222233334444/us-east-1'], { found, results, instances: [instance] });

    expect(end).toMatchObject({ state: 'Failed', isStuck: true });
  },
);
