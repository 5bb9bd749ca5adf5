// Lists that all pipelines share are swept by shares. Of each partition the sweep itself reads the first page; where
// there is more, a call of its own looks at the next one, which hands on what comes after it before it does anything
// else: no call reads more than its share, and nothing that is wrong in one keeps another from its turn.

import { ranges } from '../core/keys.ts';
import type { Range } from '../core/noun.ts';
import { type Share, type ShareList, shareName } from '../core/share.ts';
import { logFailure } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** Of one partition. As long as none holds more, a sweep is one call. */
export const SHARE_ITEMS = 300;

export interface Part<Item> {
  readonly items: readonly Item[];
  /** Some of it cannot be read: nobody knows what that is. */
  readonly isUnclear: boolean;
  /** Nothing of the list is anywhere else. */
  readonly isWhole: boolean;
}

type Listed<List extends ShareList> =
  ReturnType<(typeof lists)[List]> extends Range<infer Item> ? Item : never;

const lists = {
  open: ranges.open,
  waits: ranges.waits,
  unproven: ranges.unproven,
  batches: ranges.batches,
  pipelines: ranges.pipelineNames,
} as const satisfies Record<ShareList, () => Range<unknown>>;

/** The first page of each partition; whatever comes after them has been handed on. */
export async function firstPart<List extends ShareList>(
  ports: Ports,
  list: List,
): Promise<Part<Listed<List>>> {
  const { partitions } = lists[list]();
  const pages = await Promise.all(
    partitions.map((_, partition) => pageOf(ports, { list, partition, page: 0 })),
  );
  const items = pages.flatMap((page) => page.items) as Listed<List>[];
  const isUnclear = pages.some((page) => page.isUnclear);
  return { items, isUnclear, isWhole: pages.every((page) => page.isLast) };
}

/** The page that a share is; what comes after it has been handed on. */
export async function partOf<List extends ShareList>(
  ports: Ports,
  share: Share & { readonly list: List },
): Promise<Part<Listed<List>>> {
  const { items, isUnclear } = await pageOf(ports, share);
  return { items: items as Listed<List>[], isUnclear, isWhole: false };
}

type Page = Pick<Share, 'list' | 'partition' | 'page'> & { readonly after?: string };

async function pageOf(ports: Ports, { list, partition, page, after }: Page) {
  const range: Range<unknown> = lists[list]();
  const of = range.partitions[partition];
  if (of === undefined) return { items: [], isUnclear: false, isLast: true };
  const found = await ports.table.page(range, { partition: of, after }, SHARE_ITEMS);
  if (found.last !== undefined)
    await handOn(ports, { list, partition, page: page + 1, after: found.last });
  for (const { message, code } of found.unreadable) ports.log.error(message, { code });
  const isUnclear = found.unreadable.length > 0;
  return { items: found.items, isUnclear, isLast: found.last === undefined };
}

/** What cannot be handed on has its turn in the next sweep. */
async function handOn(ports: Ports, next: Omit<Share, 'at'>): Promise<void> {
  const share: Share = { ...next, at: ports.clock.now().toISOString() };
  try {
    const event = { source: 'tidegate', type: 'Tidegate Sweep', detail: share };
    await ports.buses.ask(event);
  } catch (thrown) {
    ports.count('Failed', 'waits');
    logFailure(ports, { share: shareName(share) }, thrown);
  }
}
