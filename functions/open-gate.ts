// Task "OpenGate" of statemachines/wave.asl.json: enters the stage, and waits until nothing forbids the start.

import * as z from 'zod';
import type { GateWait } from '../core/wait.ts';
import {
  alarms,
  artifacts,
  calendars,
  configurations,
  containers,
  deployments,
  functions,
  images,
  jobs,
  machines,
  objectives,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { alarmNamesOf } from '../flows/alarm-states.ts';
import { readLiveWave, register } from '../flows/hands.ts';
import { lookAtGate } from '../flows/look-at-gate.ts';
import { deriveLimit } from '../flows/paces.ts';
import { readRelease } from '../flows/read.ts';
import { goingWithout } from '../flows/regions-away.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  token: z.string(),
  ...waveFields,
  /** When its state was entered: it may have begun anew since. */
  entered: z.iso.datetime(),
  gateSeconds: z.number(),
});

export const openGate = task(Input, async ({ entered, gateSeconds, ...input }, ports) => {
  const live = await readLiveWave(ports, input.release, input.wave);
  const release = await readRelease(ports, input.pipeline, input.release);
  // Nothing is asked of a region that is away, once it may be skipped.
  const away = live.status === 'waiting' ? await goingWithout(ports, release, live) : undefined;
  const { plan } = await deriveLimit(ports, live, away?.skipped);
  const until = new Date(Date.parse(entered) + gateSeconds * 1000).toISOString();
  const wait: GateWait = { kind: 'gate', ...input, alarms: alarmNamesOf(plan.targets), until };
  await register(ports, wait);
  await lookAtGate(ports, wait);
});

export const handler = openGate.onAws(
  alarms,
  artifacts,
  calendars,
  containers,
  deployments,
  functions,
  images,
  objectives,
  jobs,
  stackSets,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  siteFiles,
  machines,
);
