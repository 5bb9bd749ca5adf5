// Who is told what in a world: an incident, a question, channels that refuse, events that are doubled.

import { messageRanges } from '../../core/message-keys.ts';
import { play, type ScenarioInput } from '../paths/played.ts';

const PAGER = 'arn:aws:sns:us-east-1:111122223333:tidegate-pager';
const BUS = 'arn:aws:events:us-east-1:111122223333:event-bus/tidegate-all';

const pipeline = (more = '', bake = '20m') => `
pipeline: shop
owner: payments
messages:
  - slack: { channel: C0123456789, token: /tidegate/messages/slack }
  - sns: { topic: "${PAGER}" }
  - teams: { webhook: /tidegate/messages/teams }
  - chat: { topic: "arn:aws:sns:us-east-1:111122223333:tidegate-chat" }
  - eventBridge: { bus: "${BUS}", ledger: true }
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: ${bake} }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors, shop-latency]
${more}`;

const INCIDENT = {
  baseline: 'old',
  builds: [{ at: '0s', revision: 'bad' }],
  misbehaviours: ['shop-errors', 'shop-latency'].map((alarm) => ({
    ...{ how: 'alarm', revision: 'bad', target: 'box', after: '5m', alarm },
  })),
};

async function told(scenario: ScenarioInput, text = pipeline()) {
  const played = await play(text, scenario);
  const messages = played.report.messages ?? [];
  const of = (kind: string) => messages.filter(({ channel }) => channel.startsWith(kind));
  const left = await played.world.onlooker.table.list(messageRanges.telling());
  return { ...played, messages, of, left, published: played.world.aws.sns.published };
}

test('two alarms that fire together are one thread, whose first message names the cause', async () => {
  const { of, left, published, outcomes, calls } = await told(INCIDENT);

  expect(outcomes()).toEqual(['RolledBack']);
  expect(of('slack').map(({ as, level }) => `${as} ${level}`)).toEqual([
    ...['post update', 'change ticket', 'reply ticket', 'change ticket', 'changeReply ticket'],
  ]);
  expect(of('slack')[2]).toMatchObject({
    title: 'shop #1 1902e3d: harm found · prod (222233334444 eu-west-1)',
    text: '2 alarms fired within a minute: shop-errors, shop-latency. Likely cause: this release, #1 1902e3d.',
  });
  // What cannot be changed is told twice: that, and how it ended.
  for (const kind of ['sns', 'teams', 'chat'])
    expect(of(kind).map(({ title }) => title)).toEqual([
      expect.stringContaining('harm found'),
      expect.stringContaining('rolled back'),
    ]);
  // A clean rollback wakes nobody.
  expect(of('').filter(({ level }) => level === 'page')).toEqual([]);
  expect(published.find(({ topic }) => topic === PAGER)?.message).toContain('Threshold Crossed');
  const onBus = calls.filter(
    ({ service, functionName }) => service === 'events' && functionName === 'TellPeople',
  );
  expect(JSON.stringify(onBus.map(({ input }) => input))).toContain('Tidegate Ledger ReleaseEnded');
  expect(left).toEqual([]);
});

test('a release that waits for an answer pages within seconds, and its thread goes on after the answer', async () => {
  const { of, report } = await told(
    {
      baseline: 'old',
      builds: [{ at: '0s', revision: 'new' }],
      misbehaviours: [{ how: 'silence', revision: 'new', target: 'box' }],
    },
    pipeline().replace(
      'alarms: [',
      'dataPoints: { namespace: AWS/Lambda, metric: Invocations, dimensions: { FunctionName: shop }, atLeast: 5 }\n        alarms: [',
    ),
  );
  const asked = report.ledger.find(({ event }) => event === 'AnswerAwaited')!;
  const [page] = of('sns');

  expect(page).toMatchObject({
    level: 'page',
    title: expect.stringContaining('waits for an answer'),
  });
  expect(Date.parse(page!.at) - Date.parse(asked.at)).toBeLessThan(10_000);
  expect(of('sns').map(({ level }) => level)).toEqual(['page', 'ticket']);
});

test('what cannot be delivered is tried again, and neither holds nor fails the release', async () => {
  const { outcomes, world, items, report } = await told({
    ...INCIDENT,
    calls: [{ call: 'sns:Publish', how: 'fails', for: '12m' }],
  });
  const tried = await items(messageRanges.threads('shop'));
  const end = world.clock.millis() + 20 * 60_000;
  await world.clock.play(() => world.clock.millis() >= end);
  const after = await items(messageRanges.threads('shop'));
  const pager = (threads: typeof after) => threads[0]?.channels[`sns ${PAGER}`];

  expect(outcomes()).toEqual(['RolledBack']);
  // The first that it hears is how it ended, with the cause.
  expect(pager(tried)).toMatchObject({ sent: [], failed: { times: 2 } });
  expect(pager(after)?.sent).toEqual([
    expect.objectContaining({
      title: expect.stringContaining('rolled back'),
      text: expect.stringContaining('shop-errors'),
    }),
  ]);
  expect(pager(after)?.failed).toBeUndefined();
  expect(report.messages?.filter(({ channel }) => channel.startsWith('teams'))).toHaveLength(2);
  expect(await items(messageRanges.telling())).toEqual([]);
  expect(world.aws.statistics().functionErrors).toBe(0);
});

test('events that are doubled send nothing twice', async () => {
  const { of } = await told({
    ...INCIDENT,
    events: [{ how: 'doubled', source: 'aws.states' }],
  });

  expect(of('sns')).toHaveLength(2);
  expect(of('slack').filter(({ as }) => as === 'post')).toHaveLength(1);
});
