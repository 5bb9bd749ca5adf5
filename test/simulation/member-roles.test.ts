// What Tidegate may do in a member account is what its three roles there allow, to the functions that they trust.

import { embeddedAws } from '@tidegate/embedded-aws';
import { virtualClock } from '@tidegate/embedded-aws/clock';
import { portsFor } from '../../flows/make-ports.ts';
import { intrinsicsOf } from '../../simulation/stack/intrinsics.ts';
import { addMemberRoles, memberTemplate } from '../../simulation/stack/member-roles.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { memberRolesOf } from '../../simulation/stack/stack.ts';
import { withParameters } from '../../simulation/stack/template.ts';
import { silent } from '../../simulation/world/onlooker.ts';
import { deployedWith, home } from '../../simulation/world/place.ts';
import { build, oneTarget, target } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

const account = '222233334444';
const artifactBuckets = ['arn:aws:s3:::artifacts'];
const stack = readStack(home, deployedWith(artifactBuckets));
const roles = memberRolesOf(stack.environment);

/** A function of Tidegate, with what a member's roles let it do there. */
function acting(functionName: string, memberRoles = roles) {
  const clock = virtualClock({ startAt: new Date('2026-11-20T09:00:00Z'), seed: 1 });
  const aws = embeddedAws({ clock, ...home });
  addMemberRoles(aws, { stack, home, artifactBuckets }, account);
  const place = { account, region: 'eu-west-1' };
  const tags = { tidegate: 'local' };
  aws.lambda.register({ ...place, name: 'ours', tags, aliases: ['live'] });
  aws.lambda.register({ ...place, name: 'others', aliases: ['live'] });
  const ports = portsFor({
    sdk: { ...aws.sdkConfig({ functionName }), home },
    clock,
    log: silent,
    measure: () => {},
    count: () => {},
    tableName: 'tidegate',
    releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE,
    memberRoles,
  });
  async function named(work: () => Promise<unknown>): Promise<string> {
    const done = clock.track(work).then(
      () => 'done',
      (error: Error) =>
        `${(error.cause as Error | undefined)?.name ?? error.name}: ${error.message}`,
    );
    await clock.play();
    return done;
  }
  const reads = () => named(() => ports.functions.aliasOf(place, 'ours', 'live'));
  const points = (name: string) =>
    named(() => ports.functions.pointAlias(place, name, 'live', { version: '1', setting: '' }));
  const publishes = (name: string) =>
    named(() =>
      ports.versions.publish(place, name, { digest: 'sha256:0' } as never, new Uint8Array([1])),
    );
  return { aws, reads, points, publishes, named };
}

test.each(['WatchBake', 'Sweep', 'OnLet', 'DeployTarget'])(
  '%s reads in a member account',
  async (name) => {
    expect(await acting(name).reads()).toBe('done');
  },
);

test.each(['RunHook', 'PlanRollback', 'OnStop'])(
  '%s, which has nothing to do there, may not',
  async (name) => {
    expect(await acting(name).reads()).toMatch(
      /^AccessDenied: .*assuming role tidegate-local-reads/,
    );
  },
);

test.each(['WatchBake', 'OpenGate', 'ClaimRelease', 'OnLet'])(
  '%s, which only looks, may change nothing there',
  async (name) => {
    expect(await acting(name).points('ours')).toMatch(
      /^AccessDenied: .*assuming role tidegate-local-stops/,
    );
  },
);

test.each([
  ['another', { ...roles, externalId: 'tidegate-of-somebody' }],
  ['no', { ...roles, externalId: '' }],
])('with %s external id no role there is assumed', async (_, wrong) => {
  expect(await acting('DeployTarget', wrong).reads()).toMatch(/^AccessDenied: .*assuming role/);
});

const LOOKING = 'OnAlarm OnChange OnDeployment OnExecution SettleRelease ShiftTraffic Sweep';

test.each(LOOKING.split(' '))('%s moves an alias there, and brings no revision', async (name) => {
  const { publishes, points } = acting(name);

  expect(await points('ours')).toBe('done');
  expect(await publishes('ours')).toMatch(/^AccessDenied: .*assuming role tidegate-local-deploys/);
});

test('the role that stops brings no revision, and the one that deploys moves no alias', async () => {
  const swapped = { ...roles, stops: roles.deploys, deploys: roles.stops };
  const { publishes, points } = acting('DeployTarget', swapped);

  expect(await points('ours')).toMatch(/^AccessDenied.*lambda:UpdateAlias/);
  expect(await publishes('ours')).toMatch(/^AccessDenied.*lambda:UpdateFunctionCode/);
});

test('the role that reads changes nothing, whoever has it', async () => {
  const wrong = { ...roles, stops: roles.reads };

  expect(await acting('DeployTarget', wrong).points('ours')).toMatch(
    /^AccessDenied.*lambda:UpdateAlias/,
  );
});

test('the role that stops moves aliases only of functions whose tag names the stage', async () => {
  const { points } = acting('DeployTarget');

  expect(await points('ours')).toBe('done');
  expect(await points('others')).toMatch(/^AccessDenied.*lambda:UpdateAlias.*function:others/);
});

test('no function of another account is trusted, whatever its name', async () => {
  const { aws, named } = acting('DeployTarget');
  const call = { account: '999988887777', functionName: 'DeployTarget' };

  const input = {
    RoleArn: `arn:aws:iam::${account}:role/${roles.deploys}`,
    RoleSessionName: 'them',
    ExternalId: roles.externalId,
  };
  expect(await named(() => aws.operate('sts', 'AssumeRole', input, call))).toMatch('AccessDenied');
});

test('two stages have roles of their own in the same account', () => {
  const namesAt = (TidegateStage: string) => {
    const given = withParameters(memberTemplate(), { TidegateStage });
    const { nameOf } = intrinsicsOf(given, home, 'any');
    return ['ReadRole', 'StopRole', 'TestRole', 'MuteRole', 'DeployRole'].map(nameOf);
  };

  expect(namesAt('beta')).toEqual([
    'tidegate-beta-reads',
    'tidegate-beta-stops',
    'tidegate-beta-tests',
    'tidegate-beta-mutes',
    'tidegate-beta-deploys',
  ]);
  expect(namesAt('prod')).toEqual([
    'tidegate-prod-reads',
    'tidegate-prod-stops',
    'tidegate-prod-tests',
    'tidegate-prod-mutes',
    'tidegate-prod-deploys',
  ]);
});

test.each(['cn-north-1', 'us-gov-west-1'])('in %s every ARN is of its partition', (region) => {
  const there = { account: home.account, region };
  const partition = region.startsWith('cn') ? 'aws-cn' : 'aws-us-gov';
  const deployed = readStack(there, { ArtifactBuckets: 'x', ExternalId: 'x' });
  const member = intrinsicsOf(memberTemplate(), { account, region }, 'member');

  const written = JSON.stringify([deployed, member.evaluate(memberTemplate().Resources)]);

  expect(written).toContain(`arn:${partition}:states:::lambda:invoke`);
  expect(written).toContain(`arn:${partition}:iam::*:role/tidegate-local-reads`);
  expect(written).not.toContain('arn:aws:');
});

test('a release is deployed to a member account, and read there, with the roles that are made for it', async () => {
  const { report, calls } = await play(
    oneTarget({ of: target('live', { account: `"${account}"` }) }),
    { baseline: 'old', builds: [build('one')] },
  );

  expect(report.releases[0]?.outcome).toBe('Promoted');
  const sessions = calls.flatMap(({ operation, call }) =>
    call.session ? [`${operation} ${call.session.roleArn.split('/').pop()}`] : [],
  );
  const by = (role: string) =>
    new Set(sessions.filter((each) => each.endsWith(role)).map((each) => each.split(' ')[0]));
  expect([...by('deploys')].toSorted()).toEqual(['CreateDeployment', 'UpdateFunctionCode']);
  expect(by('reads')).not.toContain('CreateDeployment');
});
