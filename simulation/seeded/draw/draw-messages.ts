// Whom a drawn pipeline tells: now and then somebody, by one or two channels.

import type { PipelineInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

const BUS = 'arn:aws:events:us-east-1:111122223333:event-bus/tidegate-all';
const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:tidegate-${name}`;

type Routes = NonNullable<PipelineInput['messages']>;

export function drawMessages(draws: Draws): Pick<PipelineInput, 'messages'> {
  if (!draws.chance(0.06)) return {};
  const all: Routes = [
    { slack: { channel: 'C0123456789', token: '/tidegate/messages/slack' } },
    { teams: { webhook: '/tidegate/messages/teams' } },
    { chat: { topic: topic('chat') } },
    { sns: { topic: topic('pager') }, levels: [draws.pick(['page', 'ticket', 'update'] as const)] },
    { eventBridge: { bus: BUS, ledger: draws.chance(0.5) } },
  ];
  const first = draws.pick(all);
  const second = draws.pick(all);
  return { messages: first === second ? [first] : [first, second] };
}
