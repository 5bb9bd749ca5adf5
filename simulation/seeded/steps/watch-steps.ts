// Looks at a run at each of its steps: at each start of something, each write of the table, and each page.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';

import type { Scenario } from '../../world/scenario.ts';
import type { World } from '../../world/world.ts';
import { sameAs } from '../alike.ts';
import type { Step } from '../record/run-record.ts';
import { type Attributes, isWrite, plainValueOf } from '../record/writes.ts';
import { followedItems, isFollowed } from './kept-items.ts';
import { broughtBy, ranIn, sinceWhen } from './runs.ts';
import { startOf } from './starts.ts';
import type { Begun, ItemWrite, Scene, StepCheck, Violation } from './step-check.ts';
import { readStoredItems } from './stored-items.ts';

export interface WatchingSteps {
  /** Reads what is there before anything happens. */
  begin(): Promise<void>;
  onCall(made: FaultedCall): void;
  onEffect(made: FaultedCall): void;
  onCount(name: string, word: string): void;
  readonly found: readonly Violation[];
}

interface Watched {
  readonly world: World;
  readonly scenario: Scenario;
  /** What targets ran, which grows as the world is played. */
  readonly steps: readonly Step[];
}

/** What people are paged for, of what is counted: the alarms in serverless.yml say so. */
const PAGES: readonly (readonly [name: string, word?: string])[] = [
  ['ReleasesEnded', 'LeftDirty'],
  ['PeopleAsked'],
  ['Unforeseen'],
];

/** A run that goes wrong goes on going wrong: so many tell enough. */
const MOST_FOUND = 40;

export function watchSteps(
  { world, scenario, steps }: Watched,
  checks: readonly StepCheck[],
): WatchingSteps {
  const kept = followedItems(world);
  const found: Violation[] = [];
  const withSame = (name: string, ran: ReadonlySet<string | null>) => {
    const target = world.targets.find((each) => each.name === name);
    return new Set([...ran].flatMap((each) => sameAs(scenario, target, each)));
  };
  const sceneNow = (): Scene => ({
    world,
    scenario,
    now: world.clock.millis(),
    kept,
    ran: (target, millis) => withSame(target, ranIn(world, steps, target, millis)),
    runsSince: (target) => sinceWhen(world, steps, target),
  });
  const each = (look: (check: StepCheck, scene: Scene) => readonly string[] | undefined) => {
    if (found.length >= MOST_FOUND) return;
    const scene = sceneNow();
    for (const check of checks)
      for (const what of look(check, scene) ?? [])
        found.push({ at: scene.now, holds: check.holds, what });
  };
  return {
    found,
    begin: async () => {
      for (const { pk, sk, item } of await readStoredItems(world)) kept.put(pk, sk, item);
    },
    onCall(made) {
      const asked = startOf(world, kept, made);
      if (asked) each((check, scene) => check.beforeStart?.(asked, scene));
    },
    onEffect(made) {
      const write = writeOf(made, kept);
      if (write) each((check, scene) => check.atWrite?.(write, scene));
      const asked = write ? undefined : startOf(world, kept, made);
      if (asked === undefined) return;
      const begun: Begun = { ...asked, revision: broughtBy(world, asked.target, made) };
      each((check, scene) => check.atStart?.(begun, scene));
    },
    onCount(name, word) {
      if (!PAGES.some(([paged, by]) => paged === name && (by === undefined || by === word))) return;
      each((check, scene) => check.atPage?.({ name, word }, scene));
    },
  };
}

function writeOf(
  { service, operation, input }: FaultedCall,
  kept: ReturnType<typeof followedItems>,
): ItemWrite | undefined {
  if (!isWrite(`${service}:${operation}`)) return undefined;
  const { Item, Key } = input as { readonly Item?: Attributes; readonly Key?: Attributes };
  const { pk: { S: pk = '' } = {}, sk: { S: sk = '' } = {} } = Item ?? Key ?? {};
  if (!isFollowed(pk, sk)) return undefined;
  const after = Item?.item && plainValueOf(Item.item);
  const entries = (Item?.entries ? plainValueOf(Item.entries) : []) as ItemWrite['entries'];
  return { pk, sk, before: kept.put(pk, sk, after), after, entries };
}
