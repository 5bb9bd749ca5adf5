// A person watches a release and types what they know of AWS.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { serve } from '@tidegate/embedded-aws/server/server';
import type { HttpRequest } from '@tidegate/embedded-aws/transport/http';
import { replayRequests, type TimedRequest } from '@tidegate/embedded-aws/wire/replay';
import { wireMount } from '@tidegate/embedded-aws/wire/wire-mount';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { configFor } from '../../packages/embedded-aws/test/wire/served.ts';
import { reportOf } from '../../simulation/report.ts';
import { adoptBuildsPutByHand } from '../../simulation/world/raw-builds.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World, type WorldOptions } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = 'examples/checkout/tidegate.yml';
const RELEASES = 'arn:aws:states:us-east-1:111122223333:stateMachine:tidegate-release-local';

interface Watched {
  readonly world: World;
  readonly config: ReturnType<typeof configFor>;
  /** Time may pass again; until then it stands from the given minute on. */
  goOn(): void;
  readonly reached: Promise<void>;
  /** What was asked of it. */
  readonly requests: readonly TimedRequest[];
  close(): Promise<void>;
}

function settingsOf(scenario: object): WorldOptions {
  return {
    pipelines: [parsePipeline(readFileSync(PIPELINE, 'utf8'), PIPELINE)],
    scenario: scenarioSchema.parse(scenario),
    seed: 1,
    takesEvents: true,
    readFile: (path) => readFileSync(resolve('examples/scenarios', path), 'utf8'),
  };
}

const placesOf = ({ targets }: World) =>
  targets.map(({ account, region }) => ({ account, region }));

async function watch(scenario: object, holdAtMinute: number): Promise<Watched> {
  const requests: TimedRequest[] = [];
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let holds = true;
  const world = await makeWorld({
    tables: tablesOfFile(),
    ...settingsOf(scenario),
    pace: async (from, to, woken) => {
      const holdAt = world.startAt.getTime() + holdAtMinute * 60_000;
      if (!holds || to < holdAt) return to;
      if (from < holdAt) return holdAt;
      reached.resolve();
      await Promise.race([woken, held.promise]);
      return from;
    },
  });
  adoptBuildsPutByHand(world);
  const onRequest = (at: number, request: HttpRequest) => requests.push({ at, request });
  const server = await serve([wireMount({ ...world, places: placesOf(world), onRequest })]);
  return {
    world,
    config: configFor(new URL(server.address).origin),
    reached: reached.promise,
    requests,
    goOn: () => {
      holds = false;
      held.resolve();
    },
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

test('an alarm set by hand in a bake rolls the wave back, and again when all is played again', async () => {
  const scenario = { baseline: 'old', builds: [{ at: '0s', revision: 'good' }] };
  const { world, config, reached, requests, goOn, close } = await watch(scenario, 15);
  const playing = world.play();
  await reached;

  await new CloudWatchClient(config).send(
    new SetAlarmStateCommand({
      AlarmName: 'checkout-errors-gamma',
      StateValue: 'ALARM',
      StateReason: 'I want to see what happens',
    }),
  );

  goOn();
  await playing;
  const report = await reportOf(world);
  expect(report.releases).toMatchObject([{ outcome: 'RolledBack' }]);
  await close();

  const again = await makeWorld(settingsOf(scenario));
  adoptBuildsPutByHand(again);
  replayRequests({ ...again, places: placesOf(again) }, requests);
  await again.play();
  expect(await reportOf(again)).toEqual(report);
  await again.close();
});

test('a build’s event put on the bus starts a release that plays to its end', async () => {
  const { world, config, reached, goOn, close } = await watch({ baseline: 'old' }, 1);
  const playing = world.clock.play(() => over());
  const over = () => ended(world) > 0;
  await reached;
  const event = JSON.parse(readFileSync('examples/events/build-412.json', 'utf8'));

  const put = await new EventBridgeClient(config).send(
    new PutEventsCommand({
      Entries: [
        {
          Source: event.source,
          DetailType: event['detail-type'],
          Detail: JSON.stringify(event.detail),
        },
      ],
    }),
  );

  goOn();
  await playing;
  expect(put.FailedEntryCount).toBe(0);
  expect((await reportOf(world)).releases).toMatchObject([{ outcome: 'Promoted' }]);
  await close();
});

test('requests pass no time but their own moments, and are answered while time stands', async () => {
  const { world, config, reached, goOn, close } = await watch(
    { baseline: 'old', builds: [{ at: '0s', revision: 'good' }] },
    15,
  );
  const playing = world.play();
  await reached;
  const before = world.clock.millis();
  const states = new SFNClient(config);

  for (let time = 0; time < 5; time += 1)
    await states.send(new ListExecutionsCommand({ stateMachineArn: RELEASES }));

  expect(world.clock.millis() - before).toBe(5);
  goOn();
  await playing;
  await close();
});

function ended({ aws }: World): number {
  const { executions } = aws.stepFunctions.statistics();
  return executions > 0 && aws.stepFunctions.openExecutions() === 0 ? 1 : 0;
}
