// An operation on a StackSet: written before it is begun, under the id that it gets. CloudFormation begins one id once.

import * as z from 'zod';
import { noun } from './noun.ts';

const change = z
  .strictObject({
    action: z.string(),
    id: z.string(),
    type: z.string(),
    replacement: z.string().optional(),
    policy: z.string().optional(),
    isUnknown: z.literal(true).exactOptional(),
  })
  .readonly();

/** Of some instances, by their texts: their own values of the set’s parameters. */
const overrides = z.record(z.string(), z.record(z.string(), z.string()).readonly()).readonly();
export type Overrides = z.output<typeof overrides>;

/** Values of their own that instances get: all that they override; what is null keeps its value. */
const giving = z
  .strictObject({
    accounts: z.array(z.string()).readonly(),
    regions: z.array(z.string()).readonly(),
    parameters: z.record(z.string(), z.string().nullable()).readonly(),
  })
  .readonly();
export type Giving = z.output<typeof giving>;

const schema = z
  .strictObject({
    kind: z.literal('setOperation'),
    id: z.string(),
    /** Which release it is of, and for which target. */
    mark: z.string(),
    pipeline: z.string(),
    target: z.string(),
    at: z.string(),
    /** The digest of the revision that it brings: the tag of what gets it. */
    revision: z.string(),
    /** What it brings the set to, and what the set had: both are kept. */
    version: z.string(),
    from: z.string(),
    /** What the instances of its slice had, which got to theirs earlier or later than the set. */
    before: z.array(z.string()).readonly(),
    /** What is sent of each parameter; null keeps the value that the set has. */
    parameters: z.record(z.string(), z.string().nullable()).readonly(),
    tags: z.record(z.string(), z.string()).readonly(),
    changes: z.array(change).readonly(),
    /** What the instances of its slice override once it has ended; 0.9.0 did not ask. */
    overrides: overrides.exactOptional(),
    /** The operations that follow it, one after the other, and give back what instances overrode before. */
    followers: z.array(z.string()).readonly().exactOptional(),
    /** It is one of these, and gives that. */
    gives: giving.exactOptional(),
    /** One write decides whether it is begun or given up. */
    state: z.enum(['prepared', 'begun', 'givenUp', 'refused']),
    begunAt: z.string().exactOptional(),
    /** Why CloudFormation has not taken it. */
    reason: z.string().exactOptional(),
  })
  .readonly();

export type SetOperation = z.output<typeof schema>;

/** It was not begun, and never will be; undefined where it was. */
export function givenUpOf(it: SetOperation | undefined): { item: SetOperation } | undefined {
  return it?.state === 'prepared' ? { item: { ...it, state: 'givenUp' } } : undefined;
}

export const setOperationNoun = noun('set operation', schema);

/** The tag by which an instance tells which revision it has. */
export const REVISION_TAG = 'tidegate:revision';

/** CloudFormation's word for how an operation stands: RUNNING, STOPPING and QUEUED are all under way. */
export function setOperationState(status: string): 'running' | 'Succeeded' | 'Failed' | 'Stopped' {
  if (status === 'SUCCEEDED') return 'Succeeded';
  if (status === 'STOPPED') return 'Stopped';
  return status === 'FAILED' ? 'Failed' : 'running';
}

/** The id of an operation that follows another, and of the one that it follows: they are one deployment. */
export function followingId(id: string, at: number): string {
  return `${id}-then-${at}`;
}
export function followedId(id: string): string {
  return id.replace(/-then-\d+$/, '');
}
