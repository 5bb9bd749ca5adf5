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
  let said = 0;
  aws.outside.serve(SLACK, (request) => {
    said += 1;
    return slackAnswer(
      request,
      `${Math.floor(clock.millis() / 1000)}.${String(said).padStart(6, '0')}`,
    );
  });
  aws.outside.serve(NOBODYS, () => ({ status: 202, headers: {}, body: '' }));
}

const Message = z.looseObject({
  channel: z.string(),
  ts: z.string().optional(),
  blocks: z.array(z.unknown()).max(50),
});

/** A message is known by its time, which no two have. */
function slackAnswer({ path, headers, body }: OutsideRequest, next: string) {
  const said = (answer: object) => ({ status: 200, headers: {}, body: JSON.stringify(answer) });
  if (headers.authorization !== `Bearer ${TOKEN}`)
    return said({ ok: false, error: 'invalid_auth' });
  const read = Message.safeParse(JSON.parse(body));
  if (!read.success) return said({ ok: false, error: 'invalid_blocks' });
  const { ts = next } = read.data;
  const isThere = !path.startsWith('/api/chat.update') || /^\d+\.\d{6}$/.test(ts);
  return said(isThere ? { ok: true, ts } : { ok: false, error: 'message_not_found' });
}
