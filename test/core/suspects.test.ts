import fc from 'fast-check';
import { nearnessOf, touches } from '../../core/nearness.ts';
import { target as targetSchema } from '../../core/pipeline/target-schema.ts';
import {
  mergeSuspects,
  type Occurrence,
  rankSuspects,
  type Scene,
  suspectsText,
} from '../../core/suspects.ts';

const target = targetSchema.parse({
  name: 'live',
  account: '111122223333',
  region: 'us-east-1',
  lambda: { function: 'shop', alias: 'live', application: 'shop', deploymentGroup: 'live' },
  watch: [{ sqs: { queue: 'orders' } }, { loadBalancer: { name: 'app/shop/1' } }],
});

const OWN = 'lambda shop:live';
const PAYMENTS = 'xray ecs payments';
const onset = new Date('2026-11-23T10:00:00Z');
const minutesBefore = (minutes: number) =>
  new Date(onset.getTime() - minutes * 60_000).toISOString();

const scene = (ranked: string[], edges: [string, string][] = []): Scene => ({
  onset,
  withinSeconds: 60,
  target,
  ranked,
  edges,
});

const occurrence = (id: string, minutes: number, more: Partial<Occurrence> = {}): Occurrence => ({
  id,
  what: id,
  isOwn: false,
  from: minutesBefore(minutes + 1),
  until: minutesBefore(minutes),
  isOpen: false,
  nodes: [],
  ...more,
});
const own = (minutes: number, more: Partial<Occurrence> = {}) =>
  occurrence('own', minutes, {
    isOwn: true,
    nodes: ['codedeploy shop/live', OWN],
    judgeScore: Math.log(100),
    ...more,
  });
const stack = (minutes: number) => occurrence('stack', minutes, { nodes: ['stack shop-network'] });
const payments = (minutes: number) =>
  occurrence('payments', minutes, { nodes: ['ecs prod/payments'] });

const ranked = (occurrences: Occurrence[], where: Scene) =>
  rankSuspects(occurrences, where).map(({ id, score }) => `${id} ${score}`);

test('the scores are those of the docstring', () => {
  expect(ranked([stack(3), own(25)], scene([OWN]))).toEqual(['own 0.54', 'stack 0.136']);
  expect(ranked([own(25), payments(3)], scene([PAYMENTS, OWN], [[OWN, PAYMENTS]]))).toEqual([
    'payments 0.455',
    'own 0.378',
  ]);
});

test.each<[string, string[], Scene, number]>([
  ['on the cause', ['lambda shop'], scene([OWN]), 1],
  ['on the cause, by its deployment group', ['codedeploy shop/live'], scene([OWN]), 1],
  ['on the target, whose balancer suffers', ['lambda shop'], scene(['loadBalancer app/shop/1']), 1],
  ['on the target, whose own metric suffers', ['lambda shop'], scene(['metric Shop/Refused']), 1],
  ['on the target, whose alarm fired', ['codedeploy shop/live'], scene([]), 1],
  ['on the callee that is the cause', ['ecs prod/payments'], scene([PAYMENTS, OWN]), 1],
  ['on a node that follows', ['lambda shop'], scene([PAYMENTS, OWN]), 0.7],
  ['on what the sick one calls', ['ecs prod/payments'], scene([OWN], [[OWN, PAYMENTS]]), 0.7],
  [
    'on what that calls',
    ['dynamodb ledger'],
    scene(
      [OWN],
      [
        [OWN, PAYMENTS],
        [PAYMENTS, 'xray dynamodb ledger'],
      ],
    ),
    0.7,
  ],
  ['on what it watches', ['sqs orders'], scene([OWN]), 0.7],
  ['on the target, which is well', ['lambda shop'], scene([PAYMENTS]), 0.5],
  ['on its caller', ['lambda front'], scene([OWN], [['xray lambda front', OWN]]), 0.3],
  ['on another function', ['lambda bakery'], scene([OWN]), 0.3],
  ['on nobody knows what', [], scene([OWN]), 0.3],
])('a change %s is so near', (_what, nodes, where, weight) => {
  expect(nearnessOf(nodes, where).weight).toBe(weight);
});

test('a circle of calls has an end', () => {
  const where = scene(
    [OWN],
    [
      [OWN, PAYMENTS],
      [PAYMENTS, OWN],
    ],
  );

  expect(nearnessOf(['ecs prod/payments'], where).weight).toBe(0.7);
});

test.each([
  ['lambda shop', 'xray lambda shop', true],
  ['lambda shop', 'lambda shop:live', true],
  ['lambda shop', 'lambda shopping', false],
  ['ecs prod/payments', 'xray ecs payments', true],
  ['ecs prod/payments', 'ecs beta/payments', false],
  ['sqs shop', 'dynamodb shop', false],
  ['loadBalancer app/shop/1', 'loadBalancer app/cart/1', false],
])('%s and %s are one: %s', (a, b, isOne) => {
  expect(touches(a, b)).toBe(isOne);
  expect(touches(b, a)).toBe(isOne);
});

test('what began after the onset is no suspect, however near; within the onset’s minute it is one', () => {
  expect(ranked([own(-3)], scene([OWN]))).toEqual([]);
  expect(ranked([own(-0.5, { from: minutesBefore(-0.5) })], scene([OWN]))).toHaveLength(1);
});

test('what was under way has lost nothing by the time it took', () => {
  const open = occurrence('open', 30, { isOpen: true });
  const ended = occurrence('ended', -30, { from: minutesBefore(30) });

  expect(ranked([open], scene([OWN]))).toEqual(['open 0.15']);
  expect(ranked([ended], scene([OWN]))).toEqual(['ended 0.15']);
});

test('of two releases that were judged, the one with the greater score comes first', () => {
  const other = occurrence('other', 50, { judgeScore: 30, nodes: ['lambda cart'] });

  const suspects = rankSuspects([own(2), other], scene([OWN]));

  expect(suspects.map(({ id }) => id)).toEqual(['other', 'own']);
});

test('a release that the judge finds well is hardly one', () => {
  const well = occurrence('well', 1, { judgeScore: Math.log(0.01), nodes: ['lambda cart'] });

  expect(ranked([own(25), well], scene([OWN]))).toEqual(['own 0.54', 'well 0.00287']);
});

test('a suspect of several targets is one, with its greatest score', () => {
  const near = rankSuspects([payments(3)], scene([PAYMENTS]));
  const far = rankSuspects([payments(3), stack(3)], scene([OWN]));

  expect(mergeSuspects([...far, ...near]).map(({ id, score }) => [id, score])).toEqual([
    ['payments', 0.455],
    ['stack', 0.136],
  ]);
});

test.each<[string, Occurrence[], string | undefined]>([
  ['nobody else', [own(25)], undefined],
  ['somebody, but the release is fresh', [own(0), stack(3)], undefined],
  ['somebody near', [own(25), stack(3)], 'also suspect: stack, 3 minutes before'],
  [
    'two',
    [own(60), stack(3), occurrence('call', 0)],
    'also suspect: call, at that time, and 1 more',
  ],
  [
    'somebody nearer',
    [own(300), stack(3)],
    'more suspect than this release: stack, 3 minutes before',
  ],
  [
    'the release came after',
    [own(-9), stack(150)],
    'more suspect than this release: stack, 2 hours before',
  ],
])('a reason tells of others: %s', (_what, occurrences, text) => {
  expect(suspectsText(rankSuspects(occurrences, scene([OWN])))).toBe(text);
});

const aNode = fc.constantFrom(OWN, 'lambda shop', 'ecs prod/payments', 'sqs orders', 'stack x');
const aCandidate = fc
  .record({
    id: fc.stringMatching(/^[a-f]{1,2}$/),
    begins: fc.integer({ min: -90, max: 600 }),
    takes: fc.integer({ min: 0, max: 90 }),
    isOpen: fc.boolean(),
    nodes: fc.array(aNode, { maxLength: 2 }),
    judgeScore: fc.option(fc.double({ min: -20, max: 700, noNaN: true }), { nil: undefined }),
  })
  .map(
    ({ id, begins, takes, isOpen, nodes, judgeScore }): Occurrence => ({
      id,
      what: id,
      isOwn: false,
      from: minutesBefore(begins),
      until: minutesBefore(begins - takes),
      isOpen,
      nodes,
      ...(judgeScore !== undefined && { judgeScore }),
    }),
  );
const aScene = fc.constantFrom(
  scene([]),
  scene([OWN]),
  scene([PAYMENTS, OWN], [[OWN, PAYMENTS]]),
  scene(['sqs orders']),
);

test('of any occurrences, scores fall, nothing after the onset is there, and the order given does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(aCandidate, { selector: ({ id }) => id }), aScene, (all, where) => {
      const suspects = rankSuspects(all, where);
      const scores = suspects.map(({ score }) => score);
      const late = all.filter(({ from }) => Date.parse(from) > onset.getTime() + 60_000);

      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      expect(suspects).toHaveLength(all.length - late.length);
      expect(rankSuspects(all.toReversed(), where)).toEqual(suspects);
    }),
  );
});

test('of any occurrences that were judged, the judge’s scores fall', () => {
  fc.assert(
    fc.property(fc.array(aCandidate), aScene, (all, where) => {
      const judged = rankSuspects(all, where).flatMap(({ judgeScore }) => judgeScore ?? []);

      expect(judged).toEqual(judged.toSorted((a, b) => b - a));
    }),
  );
});

test('the same change is no less suspect for being nearer in time', () => {
  fc.assert(
    fc.property(aCandidate, fc.integer({ min: 1, max: 100 }), aScene, (it, later, where) => {
      const sooner = { ...it, isOpen: false };
      const nearer = {
        ...sooner,
        until: new Date(Date.parse(it.until) + later * 60_000).toISOString(),
      };
      const [a] = rankSuspects([sooner], where);
      const [b] = rankSuspects([nearer], where);

      expect(b?.score ?? 0).toBeGreaterThanOrEqual(a?.score ?? 0);
    }),
  );
});
