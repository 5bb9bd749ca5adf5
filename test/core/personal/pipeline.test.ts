import { stringify } from 'yaml';
import { errorsAlarmFor } from '../../../core/personal/alarms.ts';
import { ownFunctionsOf } from '../../../core/personal/functions.ts';
import { personalNames } from '../../../core/personal/names.ts';
import { miniature, personalPipeline, targetNameOf } from '../../../core/personal/pipeline.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { TEAM } from './a-team.ts';

const place = { account: '111122223333', region: 'us-east-1' };
const names = personalNames('shop', 'ada');

function personalOf(text: string, at = place, absent?: ReadonlyMap<string, string>) {
  const team = parsePipeline(text, 'tidegate.yml');
  const own = ownFunctionsOf(team, at, undefined);
  const alarms = new Map(
    own.functions.map((each) => [
      each.function,
      [String(errorsAlarmFor(each.function, names).AlarmName)],
    ]),
  );
  const wish = { names, place: at, bucket: 'acme-dev', alarms, ...(absent && { absent }) };
  const made = personalPipeline(team, own, wish);
  return { ...made, parsed: parsePipeline(stringify(made.pipeline), 'own.yml') };
}

test('it has the functions of the account and region, each behind an alias of the person’s', () => {
  const { parsed } = personalOf(TEAM);

  expect(parsed.pipeline).toBe('shop-dev-ada');
  expect(parsed.owner).toBe('team-shop');
  expect(parsed.stages.map(({ name }) => name)).toEqual(['verify', 'dev-ada']);
  const targets = parsed.stages[1]?.targets ?? [];
  expect(
    targets.map(({ name, account, region, lambda, strategy, alarms }) => [
      ...[name, account, region, lambda, strategy, alarms],
    ]),
  ).toEqual([
    [
      ...['shop-take', place.account, place.region, { function: 'shop_Take', alias: 'dev-ada' }],
      ...['all-at-once', ['shop-dev-ada/shop_Take/errors']],
    ],
    [
      ...['give', place.account, place.region, { function: 'give', alias: 'dev-ada' }],
      ...['all-at-once', ['shop-dev-ada/give/errors']],
    ],
  ]);
});

test('its gates are those of the team in miniature, and nobody is asked', () => {
  const { parsed } = personalOf(TEAM);
  const [, stage] = parsed.stages;

  expect(stage).toMatchObject({
    bake: { for: '12m', judge: { sensitivity: 'quiet', mode: 'act' } },
    answerWithin: '0s',
    tests: [{ name: 'smoke', project: 'shop-smoke', timeout: '15m' }],
  });
  expect(stage).not.toHaveProperty('approvals');
  expect(parsed).not.toHaveProperty('hooks');
  expect(stage?.targets?.[0]?.dataPoints).toEqual({
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    dimensions: { FunctionName: 'shop_Take', Resource: 'shop_Take:dev-ada' },
    atLeast: 10,
  });
});

test('what is left out is named, and why', () => {
  const { leftOut } = personalOf(TEAM, place, new Map([['smoke', 'there is no such project']]));

  expect(leftOut.map(({ what, why }) => `${what}: ${why}`)).toEqual([
    'target hosts: it has no versions side by side: yours would take the place of everybody’s',
    'test smoke of beta: there is no such project',
    'test elsewhere of beta: it runs in 999900001111 us-east-1, and this stage is in 111122223333 us-east-1 alone',
    'test third of beta: a third party is asked of the team’s releases alone',
    'stage prod: this stage is in 111122223333 us-east-1 alone',
    'hooks: it is about what others have',
  ]);
});

test('in an account that the file does not name, its first functions are meant', () => {
  const { parsed } = personalOf(TEAM, { account: '999900001111', region: 'eu-north-1' });

  const targets = parsed.stages.at(-1)?.targets ?? [];
  expect(targets.map(({ account, region, lambda }) => [account, region, lambda?.function])).toEqual(
    [
      ['999900001111', 'eu-north-1', 'shop_Take'],
      ['999900001111', 'eu-north-1', 'give'],
    ],
  );
});

test.each([
  [undefined, 300],
  ['1h', 300],
  ['12h', 720],
  ['4d', 900],
])('a bake of %s takes %d seconds', (written, seconds) => {
  expect(miniature(written === undefined ? undefined : { for: written })).toBe(seconds);
});

test.each([
  ['shop_Take', 'shop-take'],
  ['0rders', 'f-0rders'],
  ['_x', 'f--x'],
])('function %s is target %s', (name, target) => {
  expect(targetNameOf(name)).toBe(target);
});

test('functions whose names differ in letters that a target has not are two targets', () => {
  const { parsed } = personalOf(TEAM.replace('function: give', 'function: shop-take'));

  expect(parsed.stages.at(-1)?.targets?.map(({ name }) => name)).toEqual([
    'shop-take',
    'shop-take-2',
  ]);
});

test('of several parts each has an object of the person’s own', () => {
  const { pipeline, objects } = personalOf(
    TEAM.replace('project: shop-build', 'project: shop-build, artifacts: { take: t, give: g }')
      .replace('alarms: [take-errors]', 'part: take\n        alarms: [take-errors]')
      .replace('alarms: [give-errors]', 'part: give\n        alarms: [give-errors]')
      .replace('alarms: [far-errors]', 'part: take\n        alarms: [far-errors]')
      .replace('alarms: [hosts-errors]', 'part: take\n        alarms: [hosts-errors]')
      .replace('alarms: [prod-errors]', 'part: take\n        alarms: [prod-errors]'),
  );

  expect(objects).toEqual([
    { part: 'take', key: 'tidegate-dev/shop/ada/take.zip' },
    { part: 'give', key: 'tidegate-dev/shop/ada/give.zip' },
  ]);
  expect(pipeline.source).toEqual({
    bundle: {
      take: { s3: { bucket: 'acme-dev', key: 'tidegate-dev/shop/ada/take.zip' } },
      give: { s3: { bucket: 'acme-dev', key: 'tidegate-dev/shop/ada/give.zip' } },
    },
  });
});
