// An alarm as it is planned: what it watches, when it fires, and why so.

import type { ResourceKind } from '../../core/pipeline/watch-schema.ts';
import type { Facts } from '../cloudformation/found.ts';
import { literal, type Name } from './name.ts';

/** A resource that alarms are planned for. */
export interface Watched {
  readonly kind: ResourceKind;
  /** A short name, unique in its target; names of alarms are made of it, so it must not change. */
  readonly word: string;
  /** What people read. */
  readonly label: string;
  /** By the keys that a pipeline's `watch` has for the kind. */
  readonly names: Readonly<Record<string, Name>>;
  readonly facts: Facts;
  /** The condition of a template under which it exists. */
  readonly condition?: string;
  /** Only this revision of it: a version of a function, a revision of a task definition. */
  readonly revision?: Name;
}

/** What it is called, as templates say it. */
export function nameOf({ kind, names }: Watched, key: string): Name {
  const name = names[key];
  if (name === undefined) {
    const got = Object.keys(names).join(', ');
    throw new Error(`Expected what is watched as ${kind} to have its ${key}, got ${got}.`);
  }
  return typeof name === 'string' ? literal(name) : name;
}

/** A metric with a statistic, or an expression over the queries before it. The last of a list is what is watched. */
export type Query = { readonly id: string; readonly label: string } & (
  | { readonly metric: Metric; readonly expression?: undefined }
  | { readonly expression: string; readonly metric?: undefined }
);

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, Name>>;
  readonly statistic: string;
}

/** rollBack: users are hurt, which the composite asks. advise: somebody should look. traffic: whether there is any. */
export type Role = 'rollBack' | 'advise' | 'traffic';

/** What tells whether users are served, in the terms of *Site Reliability Engineering*, chapter 6 (Google 2016). */
export type GoldenSignal = 'errors' | 'latency' | 'saturation' | 'traffic';

export interface Threshold {
  readonly value: number;
  /** Where it comes from, in words: a default, a limit, or recent history. */
  readonly because: string;
}

export interface AlarmPlan {
  readonly resource: Watched;
  /** A word, unique for its resource. */
  readonly key: string;
  readonly title: string;
  readonly role: Role;
  readonly signal: GoldenSignal;
  readonly queries: readonly Query[];
  readonly periodSeconds: number;
  readonly datapoints: { readonly bad: number; readonly of: number };
  readonly comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold';
  readonly threshold: Threshold;
  /** What history may make of the threshold; absent where history has no say. */
  readonly learns?: Learns;
  readonly missing: {
    readonly treat: 'notBreaching' | 'breaching' | 'missing';
    readonly because: string;
  };
  readonly unit: string;
}

/** The bounds in which history sets a threshold. */
export interface Learns {
  readonly least: number;
  readonly most: number;
  /** A share in percent of requests is noisier the fewer requests there are. */
  readonly isRate: boolean;
}

export const USUAL = { periodSeconds: 60, datapoints: { bad: 3, of: 5 } } as const;
