// Tells people of releases: looks at what each channel knows, and tells it what is new. An event is only a hint to.

import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { messageKeys, messageRanges } from '../../core/message-keys.ts';
import { channelOf, kindOfRoute, levelsOf, type Route } from '../../core/messages/route-schema.ts';
import {
  afterFailure,
  afterSend,
  afterTaken,
  type ChannelThread,
  claimedBy,
  emptyChannel,
  isBeingSent,
  type Send,
  sendsFor,
  type Telling,
  type Thread,
  unsureSince,
} from '../../core/messages/thread.ts';
import type { Story } from '../../core/messages/told.ts';
import { releaseEndOf } from '../../core/release.ts';
import { readNamed } from '../definitions.ts';
import { inTime } from '../in-time.ts';
import { logFailure, readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { deliver } from './deliver.ts';
import { readStory } from './read-story.ts';
import { tellLedger } from './tell-ledger.ts';
import { routesFor } from './telling.ts';

/** Whose release an event is about: an execution of its own, or what a hint says. */
export interface Hint {
  readonly execution?: string;
  readonly release?: string;
}

/** What cannot be delivered is counted, and tried again as the next sweep hints; a defect is thrown. */
export async function tellPeople(ports: Ports, hint: Hint): Promise<void> {
  const all = await readableItems(ports, messageRanges.telling());
  const turns = all
    .filter((telling) => isMeant(telling, hint))
    .map((telling) => ({ key: telling.release, look: () => tellRelease(ports, telling) }));
  const { thrown } = await inTime(ports, { name: 'messages', turns, sparesSeconds: 10 });
  const defect = thrown.find((each) => !(each instanceof Failure));
  if (defect !== undefined) throw defect;
}

/** An execution of a wave or a rollback is named after its release. */
function isMeant({ release, execution }: Telling, hint: Hint): boolean {
  if (hint.release) return hint.release === release;
  if (!hint.execution) return true;
  const name = hint.execution.split(':').at(-1) ?? '';
  return hint.execution === execution || name.startsWith(`${release}-`);
}

/** A release that was noted and never claimed is forgotten after this. */
const UNCLAIMED_MILLIS = 15 * 60_000;
/** What could not be delivered for so long after its release had ended is given up: its count has been an alarm. */
const GIVEN_UP_MILLIS = 86_400_000;

async function tellRelease(ports: Ports, telling: Telling): Promise<void> {
  const { table, clock } = ports;
  const now = clock.now().getTime();
  const release = await table.get(keys.release(telling.pipeline, telling.release));
  const definition = await readNamed(ports, telling.pipeline);
  if (release?.execution !== telling.execution || definition === undefined) {
    if (now - Date.parse(telling.since) > UNCLAIMED_MILLIS) await forget(ports, telling);
    return;
  }
  const story = await readStory(ports, release, definition.pipeline);
  const routes = await routesFor(ports, definition.pipeline);
  const thrown: unknown[] = [];
  for (const route of routes) {
    try {
      await tellChannel(ports, route, story);
      await tellLedger(ports, route, telling.pipeline);
    } catch (failure) {
      thrown.push(failure);
      logFailure(ports, { channel: channelOf(route), release: release.id }, failure);
    }
  }
  const end = releaseEndOf(release);
  const isLongOver = end !== undefined && now - Date.parse(end.at) > GIVEN_UP_MILLIS;
  if (
    end !== undefined &&
    (thrown.length === 0 || isLongOver) &&
    (await isTold(ports, routes, story))
  )
    await forget(ports, telling);
  if (thrown.length > 0) throw thrown[0];
}

/** Somebody else may be sending still: it is looked at again until all of it was taken. */
async function isTold(ports: Ports, routes: readonly Route[], story: Story): Promise<boolean> {
  const thread = await ports.table.get(messageKeys.thread(story.pipeline, story.release));
  return routes.every((route) => {
    const channel = thread?.channels[channelOf(route)];
    return channel?.sending === undefined || channel.failed !== undefined;
  });
}

async function forget({ table }: Ports, { release, execution }: Telling): Promise<void> {
  await table.remove(messageKeys.telling(release), { execution });
}

/** Whoever says first that they send does; so that what is doubled is sent once. */
async function tellChannel(ports: Ports, route: Route, story: Story): Promise<void> {
  const claimed = await claim(ports, route, story);
  if (claimed === undefined) return;
  const { sends, unsure } = claimed;
  const [last] = sends.slice(-1);
  try {
    for (const send of sends) {
      const id = await deliver(ports, route, story, send, unsure);
      const at = ports.clock.now().toISOString();
      await changeChannel(ports, route, story, (channel) => {
        const after = afterSend(channel, send, story, { id, at });
        return afterTaken(after, at, send === last ? story.moment : undefined);
      });
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const at = ports.clock.now().toISOString();
    await changeChannel(ports, route, story, (channel) =>
      afterFailure(channel, at, thrown.message),
    );
    throw thrown;
  }
}

interface Claimed {
  readonly sends: readonly Send[];
  /** Since when it is not known whether the first of them was taken before. */
  readonly unsure: string | undefined;
}

/** What is to be sent, once it is said that we send it; undefined where there is nothing, or somebody else does. */
async function claim(ports: Ports, route: Route, story: Story): Promise<Claimed | undefined> {
  const now = ports.clock.now();
  let claimed: Claimed | undefined;
  await changeChannel(ports, route, story, (channel) => {
    claimed = undefined;
    if (isBeingSent(channel, now.getTime())) return channel;
    const wanted = sendsFor(kindOfRoute(route), levelsOf(route), channel, story);
    if (wanted.length === 0) return channel;
    claimed = { sends: wanted, unsure: unsureSince(channel) };
    return claimedBy(channel, story.moment, now.toISOString());
  });
  return claimed;
}

async function changeChannel(
  { table }: Ports,
  route: Route,
  { pipeline, release }: Story,
  change: (channel: ChannelThread) => ChannelThread,
): Promise<void> {
  const name = channelOf(route);
  await table.change(messageKeys.thread(pipeline, release), (item) => {
    const thread: Thread = item ?? { kind: 'thread', pipeline, release, channels: {} };
    const before = thread.channels[name] ?? emptyChannel;
    const after = change(before);
    if (after === before) return undefined;
    return { item: { ...thread, channels: { ...thread.channels, [name]: after } } };
  });
}
