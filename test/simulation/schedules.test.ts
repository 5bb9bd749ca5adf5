// Pipelines that are released at set times: what was there then, once, whatever becomes of the ticks.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { removePipeline } from '../../flows/leave.ts';
import { releaseAllDue } from '../../flows/release-due.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const OBJECT = 's3: { bucket: acme-releases, key: prices/package.zip }';
const NIGHTLY = 'schedule: { at: cron(0 2 * * ? *), zone: Europe/Berlin }';

const pipelineOf = (
  source: string,
  runs = 'strategy: all-at-once, lambda: { function: prices, alias: live }',
) => `
pipeline: prices
source: { ${source} }
stages:
  - name: prod
    targets:
      - { name: prices-prod, account: "111122223333", region: us-east-1, alarms: [a], ${runs} }
`;

interface Setting {
  readonly scenario: string;
  readonly source?: string;
  readonly runs?: string;
  readonly prepare?: (world: World) => void;
}

async function played({
  scenario,
  source = `${OBJECT}, ${NIGHTLY}`,
  runs,
  prepare = () => {},
}: Setting) {
  const pipelines = [parsePipeline(pipelineOf(source, runs), 'p')] as const;
  const made = parseScenario(`baseline: previous\n${scenario}`, 's', pipelines);
  const options = { pipelines, seed: 1, sweeps: 'needed', readFile: () => '' } as const;
  const world = await makeWorld({ ...options, tables: tablesOfFile(), scenario: made });
  prepare(world);
  await world.play();
  const { releases, ignoredBuilds = [], targets, ledger } = await reportOf(world);
  await world.close();
  return {
    ends: releases.map(({ outcome, revision }) => `${outcome} ${revision}`),
    starts: releases.map(({ startedAt }) => startedAt.slice(0, 16)),
    ignored: ignoredBuilds.map(({ reason }) => reason),
    due: ledger.filter(({ event }) => event === 'ScheduleDue').map(({ text }) => text),
    targets,
  };
}

const TWO = 'builds: [{ at: 1h, revision: old }, { at: 2h, revision: new }]';

test('the newest that is there at the time is released, and what came before it is not', async () => {
  const it = await played({ scenario: `startAt: 2026-11-30T09:00:00Z\n${TWO}` });

  expect(it.ends).toEqual(['Promoted new']);
  expect(it.starts).toEqual(['2026-12-01T01:00']);
  expect(it.due).toEqual([
    expect.stringMatching(/due at Tue 2026-12-01 02:00\+01:00 Europe\/Berlin, releases package/),
  ]);
  expect(it.ignored).toEqual([expect.stringMatching(/released at set times/)]);
});

const AT = 'startAt: 2026-11-30T09:00:00Z';

test('where nothing is new since the last release, the ledger says so, and nothing is released', async () => {
  const { ends, due } = await played({
    scenario: `${AT}\nbuilds: [{ at: 1h, revision: one }, { at: 50h, revision: two }]`,
  });

  expect(ends).toEqual(['Promoted one', 'Promoted two']);
  expect(due).toEqual([
    expect.stringMatching(/releases package/),
    expect.stringMatching(
      /finds nothing new: package.zip@\w+ is the newest, and had release prices-/,
    ),
    expect.stringMatching(/releases package/),
  ]);
});

test('what comes after the time is for the next one, however late the first is looked at', async () => {
  const { ends, starts, due } = await played({
    // All that wakes anybody is lost for an hour.
    scenario: `${AT}
builds: [{ at: 1h, revision: old }, { at: 16h20m, revision: new }]
events: [{ source: aws.events, how: lost, from: 15h56m, times: 26 }]`,
  });

  expect(ends).toEqual(['Promoted old', 'Promoted new']);
  expect(starts).toEqual(['2026-12-01T02:00', '2026-12-02T01:00']);
  expect(due[0]).toMatch(/looked at 60 minutes late$/);
});

test('ticks that come twice, late and in any order release once', async () => {
  const { ends, due } = await played({
    scenario: `${AT}\n${TWO}
events:
  - { source: aws.events, how: doubled, times: 300, from: 15h }
  - { source: aws.events, how: late, by: 11m, times: 300, from: 15h }`,
  });

  expect(ends).toEqual(['Promoted new']);
  expect(due).toHaveLength(1);
});

test.each(['states:StartExecution', 'dynamodb:PutItem', 'dynamodb:Query', 's3:ListObjectVersions'])(
  'the function that looks dies after %s, and what is due is released once',
  async (call) => {
    const { ends, due } = await played({
      scenario: `${AT}\n${TWO}\ncalls: [{ call: '${call}', how: failsAfterEffect, function: OnSchedule, times: 9, from: 15h }]`,
    });

    expect(ends).toEqual(['Promoted new']);
    expect(due).toHaveLength(1);
  },
);

test('whoever has read before another was done chooses nothing more', async () => {
  const { ends, due } = await played({
    scenario: `${AT}\n${TWO}
events: [{ source: aws.events, how: lost, from: 15h56m, times: 26 }]`,
    prepare: ({ onlooker, clock }) => {
      let isFirst = true;
      const { artifacts } = onlooker;
      // Between what it has read and what it writes the whole of another look goes by.
      const versions: typeof artifacts.versions = async (...given) => {
        if (isFirst) {
          isFirst = false;
          await releaseAllDue(onlooker);
        }
        return artifacts.versions(...given);
      };
      const slow = { ...onlooker, artifacts: { ...artifacts, versions } };
      const late = clock.millis() + 16.2 * 3_600_000;
      clock.at(late, () => void clock.track(() => releaseAllDue(slow)));
    },
  });

  expect(ends).toEqual(['Promoted new']);
  expect(due).toEqual([expect.stringMatching(/releases package/)]);
});

test('a person need not wait for it, and then nothing is new', async () => {
  const { ends, due } = await played({
    scenario: `${AT}\nbuilds: [{ at: 1h, revision: one }]\npeople: [{ at: 2h, as: anna, does: start }, { at: 17h, as: anna, does: hold, stage: prod }]`,
  });

  expect(ends).toEqual(['Promoted one']);
  expect(due).toEqual([expect.stringMatching(/finds nothing new/)]);
});

test('images are pinned by their digest as they were then, though their tag has moved on', async () => {
  const { ends, targets } = await played({
    source: `ecr: { repository: shop, tags: [main] }, ${NIGHTLY}`,
    runs: 'strategy: rolling, ecs: { cluster: shop, service: shop }',
    // The second is pushed while the function that looks is dead.
    scenario: `${AT}
builds: [{ at: 1h, revision: old, tag: main }, { at: 16h5m, revision: new, tag: main }]
calls: [{ call: 'ecr:*', how: fails, function: OnSchedule, from: 15h, for: 70m }]`,
  });

  expect(ends).toEqual(['Promoted old', 'Promoted new']);
  expect(targets).toEqual({ 'prices-prod': 'new' });
});

test('builds of a project are released at the times, and not as they end', async () => {
  const { ends, starts } = await played({
    source: `project: prices, ${NIGHTLY}`,
    scenario: `${AT}\n${TWO}`,
  });

  expect(ends).toEqual(['Promoted new']);
  expect(starts).toEqual(['2026-12-01T01:00']);
});

test('a pipeline that is removed before the time is released no more, nor at once where it is applied again', async () => {
  const at = (world: World, hours: number, act: () => Promise<unknown>) =>
    world.clock.at(world.startAt.getTime() + hours * 3_600_000, () => void world.clock.track(act));
  const asked = { by: 'arn:aws:iam::111122223333:user/anna', onVersion: 1 };
  const definition = parsePipeline(pipelineOf(`${OBJECT}, ${NIGHTLY}`), 'p');

  const { due, starts } = await played({
    scenario: `${AT}\nbuilds: [{ at: 1h, revision: one }, { at: 30h, revision: two }]`,
    prepare: (world) => {
      at(world, 2, () => removePipeline(world.onlooker, 'prices', asked));
      at(world, 25, () => applyPipeline(world.onlooker, definition));
    },
  });

  expect(due).toHaveLength(1);
  expect(starts).toEqual(['2026-12-02T01:00']);
});

test('another schedule counts from when it was applied; without one each is released as it comes', async () => {
  const at = (world: World, hours: number, source: string) =>
    world.clock.at(
      world.startAt.getTime() + hours * 3_600_000,
      () =>
        void world.clock.track(() =>
          applyPipeline(world.onlooker, parsePipeline(pipelineOf(source), 'p')),
        ),
    );

  const { starts } = await played({
    scenario: `${AT}\nbuilds: [{ at: 1h, revision: one }, { at: 22h, revision: two }, { at: 40h, revision: three }]`,
    prepare: (world) => {
      at(world, 2, `${OBJECT}, schedule: { at: cron(0 8 * * ? *) }`);
      at(world, 24, OBJECT);
    },
  });

  expect(starts).toEqual(['2026-12-01T08:00', '2026-12-02T01:00']);
});

test.each([
  ['the clock is put forward over it', '2027-03-27T09:00:00Z', '30 2', '2027-03-28T01:00'],
  ['it is shown twice', '2026-10-24T09:00:00Z', '30 2', '2026-10-25T00:30'],
])('a time is once on a day on which %s', async (_, startAt, cron, at) => {
  const { starts } = await played({
    source: `${OBJECT}, schedule: { at: cron(${cron} * * ? *), zone: Europe/Berlin }`,
    scenario: `startAt: ${startAt}\nbuilds: [{ at: 1h, revision: one }]`,
  });

  expect(starts).toEqual([at]);
});
