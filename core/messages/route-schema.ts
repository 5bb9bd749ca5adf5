// Where messages about releases go, as pipelines and the policy write it: each route leads to one channel.

import * as z from 'zod';
import { eachAlone, isOneOf, oneOfText } from '../pipeline/one-of.ts';
import { text } from '../pipeline/value-schemas.ts';

/** Secrets lie in Systems Manager, encrypted, and never in a file, an event, or the table. */
const secret = z
  .string()
  .regex(
    /^\/tidegate\/messages\/[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    'expected a parameter below /tidegate/messages/',
  )
  .max(200, 'expected at most 200 characters');

const topic = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:tidegate-[A-Za-z0-9_-]+$/,
    'expected the ARN of an SNS topic whose name begins with tidegate-, and which keeps no order',
  );

/** Of a topic that keeps an order only queues may be told, and never twice. */
const anyTopic = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:tidegate-[A-Za-z0-9_-]+(\.fifo)?$/,
    'expected the ARN of an SNS topic whose name begins with tidegate-',
  );

const kinds = {
  slack: z.strictObject({
    channel: z
      .string()
      .regex(/^[CG][A-Z0-9]{6,20}$/, 'expected the id of a channel, such as C0123456789')
      .meta({ description: 'The channel’s id, as its details show it.' }),
    token: secret.meta({
      description:
        'The parameter that holds the token of a bot (chat:write; with channels:history it also looks what it has sent).',
    }),
  }),
  teams: z.strictObject({
    webhook: secret.meta({
      description: 'The parameter that holds the address of a Workflows webhook.',
    }),
  }),
  chat: z.strictObject({
    topic: topic.meta({ description: 'The topic of a channel of Amazon Q in chat.' }),
  }),
  sns: z.strictObject({
    topic: anyTopic.meta({ description: 'A topic, for mail, a pager, or whatever listens.' }),
  }),
  eventBridge: z.strictObject({
    bus: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/tidegate-[A-Za-z0-9_.-]+$/,
        'expected the ARN of an event bus whose name begins with tidegate-',
      )
      .meta({ description: 'A bus, for programs.' }),
    ledger: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether it gets each line of the ledger, too.' }),
  }),
};

/** From what wakes somebody to what merely says how far it got. */
export const levels = ['page', 'ticket', 'update'] as const;

export type Level = (typeof levels)[number];

export type ChannelKind = keyof typeof kinds;

const options = {
  ...{
    slack: kinds.slack
      .optional()
      .meta({ description: 'A channel of Slack: one message for each release, which is changed.' }),
    teams: kinds.teams.optional().meta({ description: 'A channel of Teams.' }),
    chat: kinds.chat
      .optional()
      .meta({ description: 'A channel of Amazon Q in chat: one thread for each release.' }),
    sns: kinds.sns.optional().meta({ description: 'A topic of SNS.' }),
    eventBridge: kinds.eventBridge
      .optional()
      .meta({ description: 'A bus of EventBridge, for programs.' }),
  },
  levels: z.array(z.enum(levels)).min(1).optional().meta({
    description:
      'What it gets. Default: all where a message can be changed (slack, eventBridge), page and ticket elsewhere.',
  }),
};

function routeOf<Shape extends z.ZodRawShape>(more: Shape) {
  return z
    .strictObject({ ...options, ...more })
    .refine((route) => isOneOf(kinds, route), { message: oneOfText(kinds) })
    .meta({ oneOf: eachAlone(kinds), description: 'Exactly one channel.' });
}

/** What a pipeline says for itself. */
export const routes = z.array(routeOf({})).max(10).meta({
  description: 'Where messages about its releases go, besides where the policy sends them.',
});

/** What the organisation says, by who owns a pipeline, or by its contact. */
export const policyRoutes = z
  .array(
    routeOf({
      owner: text.optional().meta({ description: 'Only of pipelines that this team owns.' }),
      contact: text.optional().meta({ description: 'Only of pipelines with this contact.' }),
    }),
  )
  .max(200)
  .meta({ description: 'Where messages about releases go, by owner and contact.' });

/** Exactly one of the channels is there: whatever reads one has looked. */
export type Route = z.output<typeof routes>[number];
export type PolicyRoute = z.output<typeof policyRoutes>[number];

interface Routed {
  readonly owner?: string | undefined;
  readonly contact?: string | undefined;
  readonly messages?: readonly Route[] | undefined;
}

/** All of a pipeline’s, its own first: of two that lead to one channel the first counts. */
export function routesOf(
  { owner, contact, messages = [] }: Routed,
  ofPolicy: readonly PolicyRoute[] = [],
): Route[] {
  const meant = ofPolicy.filter(
    (each) =>
      (each.owner === undefined || each.owner === owner) &&
      (each.contact === undefined || each.contact === contact),
  );
  const byChannel = new Map<string, Route>();
  for (const route of [...messages, ...meant])
    if (!byChannel.has(channelOf(route))) byChannel.set(channelOf(route), route);
  return [...byChannel.values()];
}

export function kindOfRoute(route: Route): ChannelKind {
  if (route.slack) return 'slack';
  if (route.teams) return 'teams';
  if (route.chat) return 'chat';
  return route.sns ? 'sns' : 'eventBridge';
}

/** `slack C0123456789`: what a channel is called, without anything that is secret. */
export function channelOf(route: Route): string {
  if (route.slack) return `slack ${route.slack.channel}`;
  if (route.teams) return `teams ${route.teams.webhook}`;
  if (route.chat) return `chat ${route.chat.topic}`;
  return route.sns ? `sns ${route.sns.topic}` : `eventBridge ${route.eventBridge?.bus}`;
}

const CHANGEABLE: readonly ChannelKind[] = ['slack', 'eventBridge'];

/** What a channel gets where it does not say. */
export function levelsOf(route: Route): readonly Level[] {
  if (route.levels) return route.levels;
  return CHANGEABLE.includes(kindOfRoute(route)) ? levels : ['page', 'ticket'];
}
