import { costInUsd } from '../../cli/cost.ts';
import { summaryLines } from '../../cli/summary.ts';
import { SENT_BACK } from '../../core/intent.ts';
import type { LedgerEntry, LedgerEvent } from '../../core/ledger.ts';
import { exposuresOf } from '../../core/measures/exposure.ts';
import type { ReleaseReport, Report } from '../../simulation/report.ts';
import { definition } from '../board/items.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();

const entry = (
  minute: number,
  release: string,
  event: LedgerEvent,
  subject: string,
): LedgerEntry => ({
  at: at(minute),
  pipeline: 'shop',
  release,
  event,
  subject,
  text: '',
});

const rolledBack: ReleaseReport = {
  id: 'shop-2',
  kind: 'release',
  pipeline: 'shop',
  revision: 'bad',
  outcome: 'RolledBack',
  reason: 'an alarm fired',
  startedAt: at(0),
  endedAt: at(30),
  timeToSafe: { since: at(20), at: at(30), seconds: 600 },
  waves: [
    { stage: 'beta', wave: 'beta', targets: ['beta'] },
    { stage: 'prod', wave: 'one', targets: ['prod-one'] },
    { stage: 'prod', wave: 'two', targets: ['prod-two'] },
  ].map((wave) => ({
    ...wave,
    outcome: 'Passed',
    deployedAt: null,
    bakedAt: null,
    verdict: null,
    reason: '',
  })),
};

const ledger = [
  entry(1, 'shop-2', 'DeploymentStarted', 'beta'),
  entry(2, 'shop-2', 'DeploymentEnded', 'beta'),
  entry(5, 'shop-2', 'DeploymentStarted', 'prod-one'),
  entry(6, 'shop-2', 'DeploymentEnded', 'prod-one'),
  entry(20, 'shop-2', 'DeploymentStarted', 'prod-one'),
  entry(25, 'shop-2', 'DeploymentEnded', 'prod-one'),
];

describe('who was exposed', () => {
  test('from the start of the deployment to the end of the rollback, or still', () => {
    expect(exposuresOf(rolledBack, ledger, at(30))).toEqual([
      { target: 'beta', stage: 'beta', from: at(1), seconds: 1740 },
      { target: 'prod-one', stage: 'prod', from: at(5), until: at(25), seconds: 1200 },
    ]);
  });

  test('a rollback by hand exposes nobody: its release names them', () => {
    const back = { ...rolledBack, id: 'shop-3', kind: 'rollback' as const };
    const later = [...ledger, entry(40, 'shop-3', 'DeploymentStarted', 'beta')];

    expect(exposuresOf(back, later, at(60))).toEqual([]);
  });

  test('until a later release took its place', () => {
    const later = [
      ...ledger,
      entry(40, 'shop-3', 'DeploymentStarted', 'beta'),
      entry(41, 'shop-3', 'DeploymentEnded', 'beta'),
    ];

    expect(exposuresOf(rolledBack, later, at(60))[0]).toMatchObject({
      until: at(41),
      seconds: 2400,
    });
  });

  test('until a way back that began and ended in one millisecond, in whichever order these stand', () => {
    const atOnce = [
      entry(1, 'shop-2', 'DeploymentStarted', 'beta'),
      entry(2, 'shop-2', 'DeploymentEnded', 'beta'),
      entry(20, 'shop-2', 'DeploymentEnded', 'beta'),
      entry(20, 'shop-2', 'DeploymentStarted', 'beta'),
    ];

    expect(exposuresOf(rolledBack, atOnce, at(60))[0]).toMatchObject({ until: at(20) });
  });

  test('until its shift was stopped, which sends its traffic back without a way back of its own', () => {
    const text = `beta: #2 not deployed, ${SENT_BACK} 1 again`;
    const stopped = [
      entry(1, 'shop-2', 'DeploymentStarted', 'beta'),
      { ...entry(10, 'shop-2', 'DeploymentEnded', 'beta'), text },
    ];

    expect(exposuresOf(rolledBack, stopped, at(60))[0]).toMatchObject({ until: at(10) });
  });

  test('nobody, by a release that was promoted', () => {
    expect(exposuresOf({ ...rolledBack, outcome: 'Promoted' }, ledger, at(30))).toEqual([]);
  });

  test('nobody, where nothing was deployed', () => {
    const neverBegun = new Set([`${rolledBack.pipeline} shop-2 prod-one`]);

    const found = exposuresOf(rolledBack, ledger, at(30), neverBegun);

    expect(found.map(({ target }) => target)).toEqual(['beta']);
  });

  test('nobody, by another pipeline’s target of the same name', () => {
    const others = ledger.map((each) => ({ ...each, pipeline: 'other' }));

    expect(exposuresOf(rolledBack, others, at(30))).toEqual([]);
  });
});

describe('the cost', () => {
  const none = {
    transitions: 0,
    invocations: 0,
    gigabyteSeconds: 0,
    apiCalls: {},
    metricReads: { calls: 0, metrics: 0 },
  };
  test.each([
    ['1,000 transitions', { transitions: 1000 }, 0.025],
    ['1,000,000 invocations', { invocations: 1_000_000 }, 5.995],
    ['1,000 calls of CloudWatch', { apiCalls: { cloudwatch: 1000 } }, 0.01],
    [
      '1,000 calls of CloudWatch, of which 10 read 1,000 metrics',
      { apiCalls: { cloudwatch: 1000 }, metricReads: { calls: 10, metrics: 1000 } },
      0.0199,
    ],
    ['1,000,000 gigabyte-seconds', { gigabyteSeconds: 1_000_000 }, 13.3334],
    ['services that are free', { apiCalls: { sts: 1000, codedeploy: 1000 } }, 0],
  ])('of %s', (_, more, expected) => {
    expect(costInUsd({ ...none, ...more }).total).toBeCloseTo(expected, 6);
  });
});

test('the summary tells outcome, time, reason, exposure and cost', () => {
  const cost = {
    transitions: 1000,
    invocations: 2,
    maxHistoryEvents: 0,
    maxPayloadBytes: 0,
    apiCalls: 3,
  };
  const report: Report = { releases: [rolledBack], targets: {}, cost, ledger };

  const text = summaryLines({
    report,
    pipelines: [definition],
    labels: new Map([['shop-2', '#413 4c81e09']]),
    spent: { gigabyteSeconds: 0, apiCalls: {}, metricReads: { calls: 0, metrics: 0 } },
  }).join('\n');

  expect(text).toContain('RolledBack  #413 4c81e09  (shop-2, revision bad)');
  expect(text).toContain('in real life it would have taken 30m');
  expect(text).toContain('an alarm fired');
  expect(text).toContain('prod-one: 20m from 2026-11-23 12:05:00 to 2026-11-23 12:25:00');
  expect(text).toContain('reached before production: beta');
  expect(text).toContain('1000 state transitions, 2 Lambda calls, 3 calls of AWS');
  expect(text).toContain('about $0.0250 on AWS: Step Functions $0.0250');
});
