// Something that must hold at every step of a run: what breaks it is found in the second in which it arises, though it
// should heal before the end.

import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { Scenario } from '../../world/scenario.ts';
import type { World } from '../../world/world.ts';
import type { KeptItems } from './kept-items.ts';

export interface StepCheck {
  /** A sentence in the present tense. */
  readonly holds: string;
  /** Each answers what is wrong, in words; nothing where it holds. */
  readonly atWrite?: (write: ItemWrite, scene: Scene) => readonly string[];
  /** Before AWS is asked to start something. */
  readonly beforeStart?: (asked: Start, scene: Scene) => readonly string[];
  /** Once AWS has started it. */
  readonly atStart?: (begun: Begun, scene: Scene) => readonly string[];
  /** When something is counted that people are paged for. */
  readonly atPage?: (page: Page, scene: Scene) => readonly string[];
}

/** All that can be seen at a step. */
export interface Scene {
  readonly world: World;
  readonly scenario: Scenario;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** The table, as it is once the step has been taken. */
  readonly kept: KeptItems;
  /** What a target has run, by the scenario's names, at some moment of the last so many milliseconds. */
  ran(target: string, millis: number): ReadonlySet<string | null>;
  /** Since when it has run what it runs. */
  runsSince(target: string): number;
}

export type Entity = 'target' | 'stage' | 'release' | 'wave';

/** An item as a function wrote it. */
export interface ItemWrite {
  readonly pk: string;
  readonly sk: string;
  /** Undefined where there was none, or is none any more. */
  readonly before: unknown;
  readonly after: unknown;
  /** The ledger's lines that came with it. */
  readonly entries: readonly { readonly event: string; readonly release: string }[];
}

/** A call of a function that starts a deployment, or takes a step of one. */
export interface Start {
  readonly target: TargetDefinition;
  readonly functionName: string;
  readonly doing: 'deploy' | 'rollBack';
  readonly release: string;
  readonly wave: number;
  /** Tidegate's name for it, which stands where the platform keeps it. */
  readonly mark: string;
  /** Of a step, how much of the traffic is to have it. */
  readonly share?: number;
}

export interface Begun extends Start {
  /** By the scenario's name. */
  readonly revision: string | null;
}

export interface Page {
  readonly name: string;
  readonly word: string;
}

/** Where what must hold at a step did not. */
export interface Violation {
  readonly at: number;
  readonly holds: string;
  readonly what: string;
}

/** A function may be slow between what it reads and what it writes, and its clock may be off. */
export const LATELY_MILLIS = 120_000;

/** What somebody else moves, or deletes, need not run what Tidegate left there. */
export function isOthersToo(
  { scenario: { moves, instances, prunes, services } }: Pick<Scene, 'scenario'>,
  target: string,
): boolean {
  const deeds = [...moves, ...instances, ...prunes, ...services];
  return deeds.some((each) => each.target === target);
}
