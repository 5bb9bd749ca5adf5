// A function that nothing but a schedule calls: its alarms fire at its pace, and its traffic is no silence.

import { alarmTemplates } from '../../../authoring/alarms/alarm-template.ts';
import { alarmTargetOf, watchedOf } from '../../../authoring/alarms/from-pipeline.ts';
import { targetOfTemplate } from '../../../authoring/alarms/from-template.ts';
import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';
import { alarmWorld } from './alarm-world.ts';

const DAY = 86_400;

function sweep(secondsBetweenRuns: number) {
  const target = { name: 'prod', account: '111122223333', region: 'us-east-1', alarms: [] };
  const watched = watchedOf({ lambda: { function: 'sweep' } });
  const facts = { secondsBetweenRuns, timeoutSeconds: 10, readsStream: false };
  const resources = [{ ...watched, facts }];
  return alarmTargetOf('shop', { stage: 'prod', target: target as never, resources });
}

/** What fired, and what the traffic alarm says, after three good runs, and after one more. */
async function played(secondsBetweenRuns: number, failed: number, milliseconds: number) {
  const settings = { description: 'test', dashboard: undefined, region: 'us-east-1' };
  const [template] = alarmTemplates([sweep(secondsBetweenRuns)], settings);
  const { clock, deploy, feed, fired, state, play } = alarmWorld(template!);
  const metrics = ['Invocations', 'Errors', 'Duration'].map((name) =>
    feed('AWS/Lambda', name, { FunctionName: 'sweep' }),
  );
  const run = async (values: readonly number[]) => {
    metrics.forEach((set, index) => {
      set([[values[index]!, 1]]);
    });
    await clock.sleep(60);
    for (const set of metrics) set(undefined);
    await clock.sleep(secondsBetweenRuns - 60);
  };

  return play(async () => {
    await deploy();
    for (const values of [1, 2, 3]) await run([1, 0, 800 + values]);
    const quiet = { fired: fired(), traffic: state('shop-prod-traffic') };
    await run([1, failed, milliseconds]);
    return { quiet, fired: fired() };
  });
}

test.each([
  ['fails', 1, 900, 'errors'],
  ['is slow', 0, 9500, 'duration'],
])('one daily run that %s is a reason to roll back', async (_, failed, milliseconds, key) => {
  const { quiet, fired } = await played(DAY, failed, milliseconds);

  expect(quiet).toEqual({ fired: [], traffic: 'OK' });
  expect(fired).toEqual([`shop-prod-lambda-sweep-${key}`, 'shop-prod-roll-back']);
});

test('of runs every minute one may fail', async () => {
  const { quiet, fired } = await played(60, 1, 900);

  expect(quiet.fired).toEqual([]);
  expect(fired).toEqual([]);
});

test('of what is rarer than a day nothing says whether it runs', () => {
  const keys = sweep(7 * DAY).alarms.map(({ key }) => key);

  expect(keys).toEqual(['errors', 'throttles', 'duration', 'concurrency']);
});

test('a template tells the pace of its function', () => {
  const text = `Resources: { Sweep: { Type: AWS::Serverless::Function, Properties: {
    Events: { T: { Type: Schedule, Properties: { Schedule: rate(1 day) } } } } } }`;
  const target = targetOfTemplate(findResources(readTemplate(text, 't.yml')), 'shop', 'inside');

  const errors = target.alarms.find(({ key }) => key === 'errors');
  const traffic = target.alarms.find(({ key }) => key === 'traffic');
  expect(errors).toMatchObject({ datapoints: { bad: 1, of: 1 }, threshold: { value: 1 } });
  expect(traffic).toMatchObject({ periodSeconds: DAY, datapoints: { bad: 1, of: 1 } });
});
