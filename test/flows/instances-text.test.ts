import { parsePipeline } from '../../core/pipeline/parse.ts';
import { lostNameText, unfitInstancesText } from '../../flows/kinds/ec2-unfit.ts';
import { instancesText } from '../../flows/kinds/instances-text.ts';
import { waitText } from '../../flows/kinds/wait-text.ts';

const run = {
  id: 'one',
  isNew: false,
  hasBegun: true,
  hasFailed: true,
  hasTraffic: false,
};

test('machines whose agent has begun nothing are named, and the first that failed with its error', () => {
  const text = instancesText([
    { ...run, failure: 'ScriptFailed: AfterInstall: no disk' },
    { ...run, id: 'two', hasBegun: false },
    { ...run, id: 'three', hasFailed: false },
  ]);

  expect(text).toBe(
    'one failed: ScriptFailed: AfterInstall: no disk; no agent has begun anything on two: is it running there, and can it reach CodeDeploy?',
  );
});

test('of those that were to take the place of others, what is left over is named, and of the others nothing', () => {
  const all = ['1', '2', '3', '4', '5', '6'].map((id) => ({
    ...run,
    id,
    isNew: true,
    hasFailed: false,
  }));

  const text = instancesText([{ ...run, hasBegun: false }, ...all]);

  expect(text).toBe('left over, and to be deleted: 1, 2, 3, 4, 5 and 1 more');
});

function target(more = '', watch = '') {
  const { stages } = parsePipeline(
    `
pipeline: depot
source: { project: build }
stages:
  - name: prod
    targets:
      - name: live
        account: "111122223333"
        region: eu-west-1
        ec2: { application: depot, deploymentGroup: live${more} }
        alarms: [errors]
        ${watch}
`,
    'tidegate.yml',
  );
  return stages[0]!.targets![0] as Parameters<typeof unfitInstancesText>[0];
}

const turns = ', between: [blue, green]';
const discovered = { blueGreen: { fleet: 'discovered' as const } };

test.each([
  ['a group in place', '', {}, [], undefined],
  ['two that take turns', turns, discovered, ['green'], undefined],
  ['two where the group does not discover', turns, {}, ['green'], 'does not discover'],
  ['none where it does', '', discovered, ['green'], 'two Auto Scaling groups that take turns'],
  ['a third', turns, discovered, ['red'], 'one of blue, green (ec2.between) now, got red'],
  ['both at once', turns, discovered, ['blue', 'green'], 'now, got blue, green'],
])('instances of %s fit, or it is said why not', (_, more, found, scalingGroups, wrong) => {
  const text = unfitInstancesText(target(more), { ...found, scalingGroups });

  if (wrong === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(wrong);
});

test('a group that is copied is not to be watched by its name', () => {
  const watched = target('', 'watch: [{ ec2: { autoScalingGroup: depot } }]');

  const [copied, kept] = [{ blueGreen: { fleet: 'copied' as const } }, {}].map((found) =>
    lostNameText(watched, found),
  );

  expect(copied).toContain('got Auto Scaling group depot');
  expect(kept).toBeUndefined();
});

test.each([
  ['nothing of one that has one side', undefined, undefined],
  ['of one that is not held', { terminationMinutes: 60 }, 'does not wait'],
  ['of one that keeps what it replaces', { readyMinutes: 60 }, 'keeps what is replaced'],
  [
    'of one that ends it too early',
    { readyMinutes: 60, terminationMinutes: 59 },
    'after 59 minutes',
  ],
  [
    'nothing of one that leaves time for all',
    { readyMinutes: 60, terminationMinutes: 60 },
    undefined,
  ],
])('%s is said what its waits mean', (_, blueGreen, said) => {
  const text = waitText('live', blueGreen ? { blueGreen } : {}, 3600);

  if (said === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(said);
});
