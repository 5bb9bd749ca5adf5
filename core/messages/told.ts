// What a story is made of, and what it says.

import type { Charge } from '../judging/charge.ts';
import type { Outcome } from '../outcome.ts';
import type { Release } from '../release.ts';
import type { Suspect } from '../suspects.ts';
import type { Target } from '../target.ts';
import { decisionOf, harmOf, hasBaked, type Wave } from '../wave.ts';
import type { Evidence } from './insight.ts';
import type { Level } from './route-schema.ts';

export interface Story {
  readonly pipeline: string;
  readonly release: string;
  /** Of one release it changes with each thing that is to be told. */
  readonly moment: string;
  /** What somebody is told by a message of its own, once for each; undefined where it only says how far it got. */
  readonly alert?: string;
  readonly level: Level;
  readonly isOver: boolean;
  readonly outcome?: Outcome;
  readonly title: string;
  readonly happened: string;
  readonly evidence: readonly Evidence[];
  /** What Tidegate did. */
  readonly did: string;
  readonly next: string;
  /** What a person may use, the first one first. */
  readonly commands: readonly string[];
  readonly owner?: string;
  readonly contact?: string;
}

export interface Told {
  readonly release: Release;
  readonly waves: readonly Wave[];
  readonly targets: readonly Target[];
  /** Its last stage. */
  readonly production: string;
  /** Whether its revision is quarantined now. */
  readonly isBarred: boolean;
  /** What alarms say of themselves while they fire, by their names: threshold and value. */
  readonly alarmReasons: ReadonlyMap<string, string>;
  readonly owner?: string | undefined;
  readonly contact?: string | undefined;
}

export type Said = Pick<Story, 'moment' | 'level' | 'happened' | 'did' | 'next' | 'commands'> &
  Partial<Pick<Story, 'alert' | 'evidence'>> & {
    readonly headline: string;
    readonly wave?: Wave | undefined;
  };

export function isHarmed(wave: Wave): boolean {
  return harmOf(wave) !== undefined || decisionOf(wave).verdict === 'fail';
}

export function chargesOf(wave: Wave): readonly Charge[] {
  const baked = hasBaked(wave) ? wave.bake.lastLook?.charges : undefined;
  return harmOf(wave)?.charges ?? baked ?? [];
}

/** How many charges there were besides those that are kept. */
export function moreOf(wave: Wave): number {
  const baked = hasBaked(wave) ? wave.bake.lastLook : undefined;
  return (harmOf(wave) ?? baked)?.more ?? 0;
}

export function suspectsOf(wave: Wave): readonly Suspect[] {
  const baked = hasBaked(wave) ? wave.bake.suspects : undefined;
  return harmOf(wave)?.suspects ?? baked ?? [];
}

export function reasonOf(wave: Wave): string {
  return harmOf(wave)?.reason ?? decisionOf(wave).reason ?? '';
}
