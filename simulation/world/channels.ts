// The channels that people are told by: topics are there, Slack and Teams answer, and what they get is kept.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { OutsideRequest } from '@tidegate/embedded-aws/services/outside';
import * as z from 'zod';
import type { Route } from '../../core/messages/route-schema.ts';
import { home } from './place.ts';

const SLACK = 'slack.com';
const TOKEN = 'a token that nobody has';

/** Names end in this where nobody may have them. */
const NOBODYS = 'teams.example.com';

/** Asked again with more of them, it adds those. */
export function addChannels(aws: EmbeddedAws, clock: VirtualClock, routes: readonly Route[]): void {
  for (const { slack, teams, chat, sns } of routes) {
    if (slack) aws.ssm.parameter(home, slack.token, TOKEN);
    if (teams) aws.ssm.parameter(home, teams.webhook, `https://${NOBODYS}${teams.webhook}`);
    const topic = chat?.topic ?? sns?.topic;
    if (topic) aws.sns.topic(topic);
  }
  if (routes.length === 0) return;
  aws.outside.serve(SLACK, slackOf(clock));
  aws.outside.serve(NOBODYS, () => ({ status: 202, headers: {}, body: '' }));
}

const Message = z.looseObject({
  channel: z.string(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  blocks: z.array(z.unknown()).max(50),
  metadata: z.unknown().optional(),
});

interface Said extends z.output<typeof Message> {
  readonly ts: string;
}

/** Slack, as far as it is asked: what was said there stays, by its time, which no two have. */
export function slackOf(clock: VirtualClock) {
  const messages = new Map<string, Said>();
  const answer = (told: object) => ({ status: 200, headers: {}, body: JSON.stringify(told) });
  return ({ path, headers, body }: OutsideRequest) => {
    if (headers.authorization !== `Bearer ${TOKEN}`)
      return answer({ ok: false, error: 'invalid_auth' });
    if (path.startsWith('/api/conversations.')) return answer(shownOf(messages, path, body));
    const read = Message.safeParse(JSON.parse(body));
    if (!read.success) return answer({ ok: false, error: 'invalid_blocks' });
    const next = `${Math.floor(clock.millis() / 1000)}.${String(messages.size + 1).padStart(6, '0')}`;
    const { ts = next } = read.data;
    if (path.startsWith('/api/chat.update') && !messages.has(ts))
      return answer({ ok: false, error: 'message_not_found' });
    messages.set(ts, { ...messages.get(ts), ...read.data, ts });
    return answer({ ok: true, ts });
  };
}

/** Of a channel, or of a thread of it, since a time: a page, a channel's newest first, a thread's oldest. */
function shownOf(messages: ReadonlyMap<string, Said>, path: string, body: string): object {
  const asked = Object.fromEntries(new URLSearchParams(body));
  const { channel, oldest = '0', ts, limit = '100', cursor = '0' } = asked;
  const isThread = path.startsWith('/api/conversations.replies');
  const shown = [...messages.values()]
    .filter(
      (each) =>
        each.channel === channel &&
        Number(each.ts) >= Number(oldest) &&
        (isThread ? each.thread_ts === ts : each.thread_ts === undefined),
    )
    .toSorted((a, b) => (Number(a.ts) - Number(b.ts)) * (isThread ? 1 : -1));
  const to = Number(cursor) + Number(limit);
  return {
    ok: true,
    messages: shown.slice(Number(cursor), to).map(({ ts: at, metadata }) => ({ ts: at, metadata })),
    response_metadata: { next_cursor: to < shown.length ? String(to) : '' },
  };
}
