// What a task token waits for. A wait is registered before the thing it waits for is read.

import * as z from 'zod';
import { noun } from './noun.ts';

export const waitKinds = ['gate', 'deployment', 'test', 'bake'] as const satisfies Wait['kind'][];

const waiting = {
  token: z.string(),
  pipeline: z.string(),
  release: z.string(),
  wave: z.int(),
};

const alarmNameSchema = z
  .strictObject({ account: z.string(), region: z.string(), name: z.string() })
  .readonly();

export type AlarmName = z.output<typeof alarmNameSchema>;

const alarms = z.array(alarmNameSchema).readonly();

const gateWaitSchema = z
  .strictObject({
    kind: z.literal('gate'),
    ...waiting,
    alarms,
    /** When its longest wait is over, ISO 8601, however often its state has begun anew. */
    until: z.string().exactOptional(),
  })
  .readonly();

const deploymentWaitSchema = z
  .strictObject({
    kind: z.literal('deployment'),
    ...waiting,
    target: z.string(),
    account: z.string(),
    region: z.string(),
    deployment: z.string(),
    /** What was prepared waits for a person's consent, in a state of its own. */
    asks: z.literal(true).exactOptional(),
  })
  .readonly();

const testWaitSchema = z
  .strictObject({ kind: z.literal('test'), ...waiting, test: z.string(), build: z.string() })
  .readonly();

const bakeWaitSchema = z
  .strictObject({
    kind: z.literal('bake'),
    ...waiting,
    alarms,
    /** No further look is due after this one: it must decide. */
    lastLook: z.boolean(),
  })
  .readonly();

export type GateWait = z.output<typeof gateWaitSchema>;
export type DeploymentWait = z.output<typeof deploymentWaitSchema>;
export type TestWait = z.output<typeof testWaitSchema>;
export type BakeWait = z.output<typeof bakeWaitSchema>;
export type Wait = GateWait | DeploymentWait | TestWait | BakeWait;

export const gateWaitNoun = noun('wait of a gate', gateWaitSchema);
export const deploymentWaitNoun = noun('wait of a deployment', deploymentWaitSchema);
export const testWaitNoun = noun('wait of a test', testWaitSchema);
export const bakeWaitNoun = noun('wait of a bake', bakeWaitSchema);
export const waitNoun = noun<Wait>(
  'wait',
  z.discriminatedUnion('kind', [
    gateWaitSchema,
    deploymentWaitSchema,
    testWaitSchema,
    bakeWaitSchema,
  ]),
);

/** A deployment that ran on after its release had ended: nobody's token waits for it. */
const unprovenSchema = z
  .strictObject({
    pipeline: z.string(),
    release: z.string(),
    wave: z.int(),
    target: z.string(),
    account: z.string(),
    region: z.string(),
    /** Its id; the mark by which it is found, where nobody could ask for that. */
    deployment: z.string(),
    byMark: z.literal(true).exactOptional(),
  })
  .readonly();

export type Unproven = z.output<typeof unprovenSchema>;

export const unprovenNoun = noun('unproven deployment', unprovenSchema);

/** A wave from its first deployment to the end of its bake, or a gate, under an alarm that it watches. */
const watcherSchema = z
  .strictObject({ kind: z.enum(['bake', 'gate']), release: z.string(), wave: z.int() })
  .readonly();

export type Watcher = z.output<typeof watcherSchema>;

export const watcherNoun = noun('watcher of an alarm', watcherSchema);
