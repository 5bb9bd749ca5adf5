// A static site, while functions die, calls fail, and others change its distribution.

import { originPathOf } from '@tidegate/embedded-aws/services/cloudfront';
import { build, oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const target =
  '{ name: live, account: "111122223333", region: us-east-1, site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL, files: dist }, alarms: [live-errors] }';
const builds = [build('good')];

const sitePlayed = (scenario: ScenarioInput) =>
  play(oneTarget({ of: target }), { baseline: 'old', builds, ...scenario });

function distributionOf({ world: { aws } }: Played) {
  return aws.cloudFront.distribution('111122223333', 'E2QWRUHAPOMQZL', 'shop-site');
}

function filesOf({ world: { aws } }: Played): string[] {
  return [...aws.s3.objects.bucket('shop-site').objects.keys()];
}

test('the files lie there under a path of their own, each with its type, before the switch', async () => {
  const played = await sitePlayed({});

  const path = originPathOf(distributionOf(played));
  const page = played.world.aws.s3.objects.read('shop-site', `${path.slice(1)}/index.html`);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(path).toMatch(/^\/tidegate\/[0-9a-f]{20}-[0-9a-f]{8}$/);
  expect(page.contentType).toBe('text/html; charset=utf-8');
  expect(filesOf(played).filter((key) => key.startsWith(path.slice(1)))).toHaveLength(3);
  expect(distributionOf(played).configuration).toContain('<Comment>a site</Comment>');
  expect(distributionOf(played).invalidations).toHaveLength(1);
});

test.each([
  ['DeployTarget', 's3:PutObject', 'after'],
  ['DeployTarget', 'cloudfront:UpdateDistribution', 'before'],
  ['DeployTarget', 'cloudfront:UpdateDistribution', 'after'],
  ['Sweep', 'cloudfront:CreateInvalidation', 'after'],
])('%s may die at %s, %s it took effect: it is switched once', async (name, call, dies) => {
  const played = await sitePlayed({ deaths: [{ function: name, call, dies }] });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(distributionOf(played).invalidations).toHaveLength(1);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(['throttled', 'fails', 'failsAfterEffect'])(
  'calls that are %s for a while change when it is there, and nothing else',
  async (how) => {
    const names = [
      'cloudfront:UpdateDistribution',
      'cloudfront:CreateInvalidation',
      's3:PutObject',
    ];
    const calls = names.map((call) => ({ call, how, times: 2 }));
    const played = await sitePlayed({ calls });

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(played.report.targets).toEqual({ live: 'good' });
  },
);

test.each(['10m30s', '13m', '17m', '20m'])(
  'an alarm %s after the start has it switched back: spreading, forgetting, or baking',
  async (at) => {
    const alarms = [{ alarm: 'live-errors', is: 'ALARM', at }];
    const played = await sitePlayed({ alarms });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets).toEqual({ live: 'old' });
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('an execution that is stopped while the switch spreads is switched back', async () => {
  const people = [{ at: '11m', does: 'stop', revision: 'good', execution: 'release' }];
  const played = await sitePlayed({ people });

  expect(played.outcomes()).not.toContain('Promoted');
  expect(played.report.targets).toEqual({ live: 'old' });
  expect(await played.leftBehind()).toEqual([]);
});

test('what somebody has switched to while it spreads is left to them', async () => {
  const played = await sitePlayed({ moves: [{ at: '11m', target: 'live', to: 'theirs' }] });

  expect(played.outcomes()).not.toContain('Promoted');
  expect(played.report.targets).toEqual({ live: 'theirs' });
});
