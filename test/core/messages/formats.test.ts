// Each kind of channel gets what it takes, whatever anything is called, and however long it is.

import {
  busEvent,
  chatMessage,
  slackMessage,
  snsMessage,
  teamsMessage,
} from '../../../core/messages/formats.ts';
import { alarmLink, evidenceOf, insightOf } from '../../../core/messages/insight.ts';
import { channelOf, levelsOf, routes, routesOf } from '../../../core/messages/route-schema.ts';
import { afterSend, emptyChannel, isBeingSent, sendsFor } from '../../../core/messages/thread.ts';
import type { Story } from '../../../core/messages/told.ts';

const HOSTILE =
  '<!channel> <https://evil|ok> *bold* [a](b) @everyone &amp; \u202e\u001b[31m\nnew line';

const story: Story = {
  pipeline: 'shop',
  release: 'shop-84f0c1e6f1d2-1',
  moment: 'harm 1',
  alert: 'harm',
  level: 'ticket',
  isOver: false,
  title: 'shop #7: harm found · prod (222233334444 eu-west-1)',
  happened: 'alarm shop-errors fired. Likely cause: this release, #7.',
  evidence: [{ text: 'alarm shop-errors', link: alarmLink('eu-west-1', 'shop errors/1') }],
  did: 'It goes no further.',
  next: 'It ends by itself.',
  commands: ['tidegate explain shop-84f0c1e6f1d2-1'],
};
const long = 'é😀'.repeat(20_000);
const hostile: Story = {
  ...story,
  title: HOSTILE,
  happened: HOSTILE,
  did: HOSTILE,
  evidence: [{ text: HOSTILE }],
};
const huge: Story = {
  ...story,
  ...{ title: long, happened: long, did: long, next: long, level: 'page' },
  evidence: Array.from({ length: 5 }, () => ({ text: long, link: 'https://example.com' })),
  commands: [long, 'tidegate status shop', 'x'.repeat(90)],
};

test('Slack gets text that is no markup, in as many letters as it takes, and a key to change it by', () => {
  const told = JSON.stringify(slackMessage(hostile, 'C0123456789', { as: 'post' }));
  const most = slackMessage(huge, 'C0123456789', { as: 'post' });
  const [header] = most.blocks;

  // What is escaped is the fallback alone: in rich text nothing is read.
  expect(JSON.parse(told).text).toMatch(/^&lt;!channel&gt; &lt;https:\/\/evil\|ok&gt;/);
  expect(JSON.parse(told).text).toContain('\\u{202e}\\u{1b}[31m\\nnew line');
  expect(told).not.toContain('mrkdwn');
  expect(header?.text?.text.length).toBeLessThanOrEqual(150);
  expect(JSON.stringify(most).length).toBeLessThan(13_000);
  expect(slackMessage(story, 'C0123456789', { as: 'change', to: '1.000001' })).toMatchObject({
    ts: '1.000001',
  });
  expect(slackMessage(story, 'C0123456789', { as: 'reply', to: '1.000001' })).toMatchObject({
    ...{ thread_ts: '1.000001', reply_broadcast: false },
  });
  expect(slackMessage(huge, 'C0123456789', { as: 'reply', to: '1' })).toMatchObject({
    reply_broadcast: true,
  });
});

test('Teams gets a card of runs of text, with its charts as buttons, below 28 KB', () => {
  const card = teamsMessage(huge).attachments[0]!.content;
  const told = JSON.stringify(teamsMessage(hostile));

  expect(Buffer.byteLength(JSON.stringify(teamsMessage(huge)))).toBeLessThan(28_000);
  expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
  expect(card.actions).toHaveLength(5);
  // A block of text would be Markdown.
  expect(told).not.toContain('"TextBlock"');
  expect(told).toContain('<!channel>');
});

test('Amazon Q in chat gets its own notification, by the thread of the release', () => {
  const told = chatMessage(hostile);
  const { content } = chatMessage(huge);

  expect(chatMessage(story)).toMatchObject({
    ...{ version: '1.0', source: 'custom', metadata: { threadId: story.release } },
    content: { textType: 'client-markdown', nextSteps: ['`tidegate explain shop-84f0c1e6f1d2-1`'] },
  });
  expect(told.content.description).not.toMatch(/<!channel>|\*bold\*|@everyone/);
  expect(content.title.length).toBeLessThanOrEqual(250);
  expect(content.description.length).toBeLessThanOrEqual(8_000);
  // A command that is longer than a hundred letters cannot be given there.
  expect(content.nextSteps).toHaveLength(2);
});

test('SNS gets a subject of ASCII on one line, and what to filter by', () => {
  for (const each of [story, hostile, huge]) {
    const { subject, text, attributes } = snsMessage(each, { as: 'post' });

    expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,99}$/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(Object.values(attributes)).not.toContain('');
  }
  expect(snsMessage(huge, { as: 'post' }).subject).toMatch(/^PAGE: /);
  expect(snsMessage(story, { as: 'post' }).text).toContain(
    'cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/shop%20errors%2F1',
  );
});

test('a bus gets one id for each moment, and less than 256 KB', () => {
  expect(busEvent(story)).toMatchObject({
    ...{ source: 'tidegate', type: 'Tidegate Release Ticket' },
    detail: { id: 'shop-84f0c1e6f1d2-1 harm 1', pipeline: 'shop' },
  });
  expect(
    JSON.stringify(busEvent({ ...huge, title: 'x', next: 'x', evidence: [] })).length,
  ).toBeLessThan(256_000);
});

test('what fires together is one insight with one likely cause', () => {
  const alarm = (name: string, since: string) => ({
    ...{ by: 'alarm' as const, target: 'box', name, text: `alarm ${name}`, since },
  });
  const charges = [alarm('a', '2026-11-23T09:00:00Z'), alarm('b', '2026-11-23T09:01:30Z')];
  const of = { reason: 'why', label: '#7' };
  const other = { id: 'x', what: 'stack net', isOwn: false, at: '', secondsBefore: 60, score: 1 };

  expect(insightOf(charges, [], of)).toBe(
    '2 alarms fired within 2 minutes: a, b. Likely cause: this release, #7.',
  );
  expect(insightOf(charges, [], { ...of, more: 9 })).toMatch(/^at least 2 alarms fired/);
  expect(evidenceOf(charges, [], new Map(), 9).at(-1)).toEqual({ text: 'and 9 more' });
  expect(insightOf([], [{ ...other, reason: 'it changed then' }], of)).toBe(
    'why. Likely cause: stack net: it changed then.',
  );
  const [first] = evidenceOf(
    charges,
    [{ name: 'box', region: 'cn-north-1' }],
    new Map([['a', '5 > 1']]),
  );
  expect(first).toEqual({
    text: 'alarm a: 5 > 1',
    link: 'https://cn-north-1.console.amazonaws.cn/cloudwatch/deeplink.js?region=cn-north-1#alarmsV2:alarm/a',
  });
});

test('a thread is changed, and an alert is told once', () => {
  const at = { id: '1.000001', at: '2026-11-23T09:00:00Z' };
  const update = { ...story, level: 'update' as const, moment: 'passed 1' };
  const { alert: _, ...quiet } = update;
  const all = ['page', 'ticket', 'update'] as const;
  const root = afterSend(emptyChannel, { as: 'post' }, quiet, at);
  const told = afterSend(root, { as: 'reply', alert: 'harm' }, story, { ...at, id: '1.000002' });

  expect(sendsFor('slack', all, emptyChannel, quiet)).toEqual([{ as: 'post' }]);
  expect(sendsFor('slack', all, { ...root, moment: 'passed 1' }, quiet)).toEqual([]);
  expect(sendsFor('slack', all, root, story).map(({ as, to }) => `${as} ${to}`)).toEqual([
    ...['change 1.000001', 'reply 1.000001'],
  ]);
  expect(
    sendsFor('slack', all, told, { ...story, moment: 'ended' }).map(({ as, to }) => `${as} ${to}`),
  ).toEqual([...['change 1.000001', 'changeReply 1.000002']]);
  // Mail cannot be changed: what was told gets an end, and nothing else.
  const mailed = afterSend(emptyChannel, { as: 'post', alert: 'harm' }, story, at);
  const quietLevels = ['page', 'ticket'] as const;
  expect(sendsFor('sns', quietLevels, emptyChannel, quiet)).toEqual([]);
  expect(sendsFor('sns', quietLevels, emptyChannel, story)).toEqual([
    { as: 'post', alert: 'harm' },
  ]);
  expect(sendsFor('sns', quietLevels, mailed, { ...story, moment: 'more' })).toEqual([]);
  expect(sendsFor('sns', quietLevels, mailed, { ...story, moment: 'ended', isOver: true })).toEqual(
    [{ as: 'reply', alert: 'harm' }],
  );
  expect(sendsFor('sns', ['page'], emptyChannel, story)).toEqual([]);
});

test('whoever sends is believed for as long as a function may live', () => {
  const sending = { moment: 'x', at: '2026-11-23T09:00:00Z' };
  const at = (seconds: number) => Date.UTC(2026, 10, 23, 9, 0, seconds);

  expect(isBeingSent({ ...emptyChannel, sending }, at(149))).toBe(true);
  expect(isBeingSent({ ...emptyChannel, sending }, at(150))).toBe(false);
  expect(isBeingSent(emptyChannel, at(0))).toBe(false);
});

test('a pipeline is told of where it says, and where the policy says by its owner and contact', () => {
  const topic = (name: string) => ({
    sns: { topic: `arn:aws:sns:us-east-1:111122223333:tidegate-${name}` },
  });
  const own = { owner: 'payments', contact: '#pay', messages: [topic('own')] };
  const policy = [
    { ...topic('all'), levels: ['page' as const] },
    { ...topic('pay'), owner: 'payments' },
    { ...topic('else'), owner: 'web' },
    { ...topic('contact'), contact: '#pay' },
    topic('own'),
  ];

  expect(routesOf(own, policy).map((route) => channelOf(route).split('-').at(-1))).toEqual([
    ...['own', 'all', 'pay', 'contact'],
  ]);
  expect(levelsOf(topic('own'))).toEqual(['page', 'ticket']);
});

test.each([
  [{}, 'expected exactly one of slack, teams, chat, sns, eventBridge'],
  [{ slack: { channel: 'C0123456789', token: 'xoxb-1' } }, 'below /tidegate/messages/'],
  [{ slack: { channel: '#general', token: '/tidegate/messages/x' } }, 'such as C0123456789'],
  [{ sns: { topic: 'arn:aws:sns:us-east-1:111122223333:mine' } }, 'begins with tidegate-'],
  [{ chat: { topic: 'arn:aws:sns:us-east-1:111122223333:tidegate-a.fifo' } }, 'keeps no order'],
  [
    { sns: { topic: 'arn:aws:sns:us-east-1:111122223333:tidegate-a.fif' } },
    'begins with tidegate-',
  ],
])('a route that could not work is refused: %j', (route, problem) => {
  expect(routes.safeParse([route]).error?.message).toContain(problem);
});
