// A target with its alarms, and what they are called.

import type { AlarmPlan } from './alarm.ts';
import { logicalId, type Name, slug } from './name.ts';

/** A parameter of a template. */
export interface Parameter {
  readonly Type: 'String';
  readonly Description: string;
  readonly Default?: string;
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
}

export interface AlarmTarget {
  /** Unique in what is written together: logical ids begin with it, so it must not change. */
  readonly name: string;
  /** What people read. */
  readonly title: string;
  /** What the names of its alarms begin with: text, or a variable of Fn::Sub such as `${Prefix}`. */
  readonly prefix: string;
  readonly alarms: readonly AlarmPlan[];
  /** What its names and revisions refer to. */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Comes and goes with a revision. */
  readonly isCanary?: true;
  readonly tags: Readonly<Record<string, string>>;
}

/** An alarm's name may have 255 characters; a prefix takes up to 100 of them, and a key 20. */
const MOST_LETTERS_OF_A_WORD = 120;

/**
 * An alarm's name.
 *
 *     checkout-prod, lambda checkout, errors  →  checkout-prod-lambda-checkout-errors
 */
export function alarmName({ prefix }: AlarmTarget, { resource, key }: AlarmPlan): string {
  if (key === 'traffic') return `${prefix}-traffic`;
  return `${prefix}-${slug(resource.word, MOST_LETTERS_OF_A_WORD)}-${key}`;
}

export function alarmId({ name }: AlarmTarget, { resource, key }: AlarmPlan): string {
  return key === 'traffic' ? logicalId(name, key) : logicalId(name, resource.word, key);
}

/** The name of the alarm that says whether the target should be rolled back. */
export function rollBackName({ prefix }: AlarmTarget): string {
  return `${prefix}-roll-back`;
}

/** A name as a template says it. */
export function templateName(text: string): Name {
  return text.includes('${') ? { 'Fn::Sub': text } : text;
}

/**
 * The names that a pipeline lists: whether to roll back, and whether there is anything to judge by. A canary's traffic
 * ends with it, which must not make a bake inconclusive.
 */
export function namesToList(target: AlarmTarget): string[] {
  const { alarms, isCanary } = target;
  const traffic = isCanary ? undefined : alarms.find(({ key }) => key === 'traffic');
  return [
    ...(symptoms(alarms).length > 0 ? [rollBackName(target)] : []),
    ...(traffic ? [alarmName(target, traffic)] : []),
  ];
}

/** The alarms that say that users are hurt. */
export function symptoms(alarms: readonly AlarmPlan[]): AlarmPlan[] {
  return alarms.filter(({ role }) => role === 'rollBack');
}
