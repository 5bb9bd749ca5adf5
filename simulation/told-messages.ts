// What people were told in a world: each message, and each change of one, in the order in which it was taken.

import { messageRanges } from '../core/message-keys.ts';
import { readableIn } from './world/readable-in.ts';
import type { World } from './world/world.ts';

export interface ToldMessage {
  readonly at: string;
  readonly pipeline: string;
  readonly release: string;
  /** `slack C0123456789` */
  readonly channel: string;
  readonly level: 'page' | 'ticket' | 'update';
  /** Whether it is a message of its own (`post`, or an answer: `reply`), or a change of one. */
  readonly as: 'post' | 'change' | 'reply' | 'changeReply';
  readonly title: string;
  /** What happened, as it was told. */
  readonly text: string;
}

export async function toldMessages({ onlooker, pipelines }: World): Promise<ToldMessage[]> {
  const threads = await Promise.all(
    pipelines.map(({ pipeline }) => readableIn(onlooker.table, messageRanges.threads(pipeline))),
  );
  return threads
    .flat()
    .flatMap(({ pipeline, release, channels }) =>
      Object.entries(channels).flatMap(([channel, { sent }]) =>
        sent.map((each) => ({ ...each, pipeline, release, channel })),
      ),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
