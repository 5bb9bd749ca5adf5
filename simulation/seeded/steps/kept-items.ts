// The items of the table as they are at a step, followed write by write: nobody is asked, so that nothing moves.

import { keys } from '../../../core/keys.ts';
import type { Key } from '../../../core/noun.ts';
import type { Quarantine } from '../../../core/quarantine.ts';
import type { Release } from '../../../core/release.ts';
import type { Stage } from '../../../core/stage.ts';
import type { Target } from '../../../core/target.ts';
import type { AlarmName } from '../../../core/wait.ts';
import type { Wave } from '../../../core/wave.ts';
import type { World } from '../../world/world.ts';

export interface KeptItems {
  target(pipeline: string, name: string): Target | undefined;
  stage(pipeline: string, name: string): Stage | undefined;
  release(id: string): Release | undefined;
  releases(): readonly Release[];
  wave(release: string, index: number): Wave | undefined;
  /** In their order; those of a release that has not written all of them are fewer. */
  waves(release: string): readonly Wave[];
  quarantine(pipeline: string, digest: string): Quarantine | undefined;
  isWatched(alarm: AlarmName, release: string, wave: number): boolean;
  /** Whose waits stand in the table. */
  waits(): readonly { readonly release: string; readonly kind: string }[];
}

/** What is followed: the rest of the table is nobody's to look at here. */
const FOLLOWED = /^(pipeline#\S+ (target|stage|release|quarantine)#|waves#|waits(#\d)? |alarm#)/;

export function isFollowed(pk: string, sk: string): boolean {
  return FOLLOWED.test(`${pk} ${sk}`);
}

export interface FollowedItems extends KeptItems {
  /** Answers what lay there before. */
  put(pk: string, sk: string, item: unknown): unknown;
}

export function followedItems({ pipelines }: Pick<World, 'pipelines'>): FollowedItems {
  const items = new Map<string, unknown>();
  // A function wrote it, who reads it again by the noun's schema: that is not done twice for each write.
  const at = <Item>({ pk, sk }: Key<Item>) => items.get(`${pk} ${sk}`) as Item | undefined;
  const wave = (release: string, index: number) => at(keys.wave(release, index));
  return {
    put(pk, sk, item) {
      const key = `${pk} ${sk}`;
      const before = items.get(key);
      if (item === undefined) items.delete(key);
      else items.set(key, item);
      return before;
    },
    target: (pipeline, name) => at(keys.target(pipeline, name)),
    stage: (pipeline, name) => at(keys.stage(pipeline, name)),
    release: (id) => pipelines.map(({ pipeline }) => at(keys.release(pipeline, id))).find(Boolean),
    releases: () =>
      [...items].flatMap(([key, item]) =>
        /^pipeline#\S+ release#/.test(key) ? [item as Release] : [],
      ),
    wave,
    waves(release) {
      const found: Wave[] = [];
      for (let next = wave(release, 0); next; next = wave(release, found.length)) found.push(next);
      return found;
    },
    quarantine: (pipeline, digest) => at(keys.quarantine(pipeline, digest)),
    isWatched: (alarm, release, index) =>
      at(keys.watcher(alarm, { kind: 'bake', release, wave: index })) !== undefined,
    waits: () =>
      [...items].flatMap(([key, item]) =>
        key.startsWith('waits')
          ? [item as { readonly release: string; readonly kind: string }]
          : [],
      ),
  };
}
