// A function that dies between sending a message and keeping that it was sent: where the service lets us, it is told
// once; where it does not, twice rather than not at all.

import { messageRanges } from '../../core/message-keys.ts';
import { slackOf } from '../../simulation/world/channels.ts';
import type { World } from '../../simulation/world/world.ts';
import { play } from '../paths/played.ts';

const FIFO = 'arn:aws:sns:us-east-1:111122223333:tidegate-queue.fifo';
const PAGER = 'arn:aws:sns:us-east-1:111122223333:tidegate-pager';
const BUS = 'arn:aws:events:us-east-1:111122223333:event-bus/tidegate-all';

const pipeline = (channel: string) => `
pipeline: shop
messages:
  - ${channel}
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 20m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors]
`;

const SLACK = 'slack: { channel: C0123456789, token: /tidegate/messages/slack }';

const INCIDENT = {
  baseline: 'old',
  builds: [{ at: '0s', revision: 'bad' }],
  misbehaviours: [
    { how: 'alarm', revision: 'bad', target: 'box', after: '5m', alarm: 'shop-errors' },
  ],
};

interface Asked {
  readonly path: string;
  readonly body: string;
}

async function told(
  channel: string,
  more: object,
  answers: (asked: Asked, slack: () => object, say: (message: object) => void) => object = (
    _,
    slack,
  ) => slack(),
) {
  const outside: Asked[] = [];
  const prepare = async ({ aws, clock }: World) => {
    const slack = slackOf(clock);
    aws.outside.serve('slack.com', (asked) => {
      outside.push(asked);
      const path = '/api/chat.postMessage';
      const say = (message: object) =>
        void slack({ ...asked, path, body: JSON.stringify(message) });
      return answers(asked, () => slack(asked), say) as ReturnType<typeof slack>;
    });
  };
  const played = await play(pipeline(channel), { ...INCIDENT, ...more }, { prepare });
  const end = played.world.clock.millis() + 30 * 60_000;
  await played.world.clock.play(() => played.world.clock.millis() >= end);
  const posts = outside
    .filter(({ path }) => path === '/api/chat.postMessage')
    .map(({ body }) => JSON.parse(body).metadata.event_payload.id.replace(/^shop-\w+-1/, 'it'));
  const of = (topic: string) =>
    played.world.aws.sns.published.filter((each) => each.topic === topic);
  const [thread] = await played.items(messageRanges.threads('shop'));
  const [channelOf] = Object.values(thread?.channels ?? {});
  return { ...played, outside, posts, of, last: channelOf?.sent.at(-1) };
}

const dies = (onCall: number, when: 'before' | 'after' = 'before') => ({
  deaths: [{ function: 'TellPeople', call: 'dynamodb:PutItem', dies: when, onCall }],
});

test.each([1, 2, 3, 4, 5, 6, 7])(
  'Slack has each message once, though whoever sends dies at write %i',
  async (write) => {
    const { posts, last, outcomes } = await told(SLACK, dies(write));

    expect(outcomes()).toEqual(['RolledBack']);
    expect(posts.toSorted()).toEqual([...new Set(posts)].toSorted());
    expect(posts).toContain('it');
    expect(last?.title).toContain('rolled back');
  },
);

test('what Slack took and did not answer is found there, and changed', async () => {
  let lost = 0;
  const { posts, outside, last } = await told(SLACK, {}, ({ path }, slack) => {
    const answer = slack();
    if (path !== '/api/chat.postMessage' || lost > 0) return answer;
    lost += 1;
    return { status: 200, headers: {}, body: '<html>' };
  });

  expect(outside.some(({ path }) => path === '/api/conversations.history')).toBe(true);
  expect(posts.filter((id) => id === 'it')).toHaveLength(1);
  expect(last?.title).toContain('rolled back');
});

test('what Slack took at the first of three tries is found, however long ago that was', async () => {
  const taken: string[] = [];
  let tries = 0;
  const { last, outside } = await told(SLACK, {}, (asked, slack) => {
    const broken = { status: 500, headers: {}, body: '' };
    if (asked.path === '/api/chat.postMessage') {
      tries += 1;
      if (tries === 2 || tries === 3) return broken;
      taken.push(JSON.parse(asked.body).metadata.event_payload.id);
      const answer = slack();
      return tries === 1 ? broken : answer;
    }
    // Twice nobody can look, nor send.
    return asked.path.startsWith('/api/conversations') && tries < 3 ? broken : slack();
  });

  expect(tries).toBeGreaterThanOrEqual(3);
  expect(taken).toEqual([...new Set(taken)]);
  expect(outside.some(({ path }) => path === '/api/chat.update')).toBe(true);
  expect(last?.title).toContain('rolled back');
});

test('it is found behind all that was said in the channel since', async () => {
  let [lost, said] = [0, 0];
  const taken: string[] = [];
  const { last } = await told(SLACK, {}, (asked, slack, say) => {
    if (asked.path !== '/api/chat.postMessage') return slack();
    taken.push(JSON.parse(asked.body).metadata.event_payload.id);
    const answer = slack();
    if (lost > 0) return answer;
    lost += 1;
    for (; said < 450; said += 1) say({ channel: 'C0123456789', blocks: [] });
    return { status: 500, headers: {}, body: '' };
  });

  expect(taken).toEqual([...new Set(taken)]);
  expect(last?.title).toContain('rolled back');
});

test('where Slack may not be read, it comes twice rather than not at all', async () => {
  const { posts, last } = await told(SLACK, dies(2), ({ path }, slack) =>
    path.startsWith('/api/conversations')
      ? { status: 200, headers: {}, body: '{"ok":false,"error":"missing_scope"}' }
      : slack(),
  );

  expect(posts.filter((id) => id === 'it')).toHaveLength(2);
  expect(last?.title).toContain('rolled back');
});

test.each([1, 2, 3, 4])(
  'a topic that keeps an order has each message once, though whoever sends dies at write %i',
  async (write) => {
    const { of, last } = await told(`sns: { topic: "${FIFO}" }`, dies(write));

    const texts = of(FIFO).map(({ message }) => message);
    expect(texts).toEqual([...new Set(texts)]);
    expect(texts.at(-1)).toContain('rolled back');
    expect(last?.title).toContain('rolled back');
  },
);

test('any other topic has it twice then, with the same attributes', async () => {
  const { of } = await told(`sns: { topic: "${PAGER}" }`, dies(2));

  const keys = of(PAGER).map(({ attributes }) => `${attributes.release} ${attributes.moment}`);
  expect(keys.length).toBeGreaterThan(1);
  expect(of(PAGER).at(-1)?.message).toContain('rolled back');
});

test('a bus has it twice then, under the same id', async () => {
  const { calls } = await told(`eventBridge: { bus: "${BUS}" }`, dies(2));

  const entries = calls
    .filter(({ service, functionName }) => service === 'events' && functionName === 'TellPeople')
    .flatMap(({ input }) => (input as { Entries: { Detail: string }[] }).Entries)
    .map(({ Detail }) => JSON.parse(Detail));
  const byId = Map.groupBy(entries, ({ id }) => id);
  expect(byId.size).toBeGreaterThan(1);
  for (const same of byId.values())
    expect(new Set(same.map((each) => JSON.stringify(each))).size).toBe(1);
});
