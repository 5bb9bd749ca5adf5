// Task "RollBackTarget" of statemachines/rollback.asl.json and, for a drill, of statemachines/wave.asl.json: returns
// one target to the revision that last baked there.

import * as z from 'zod';
import {
  alarms,
  artifacts,
  configurationStarts,
  configurations,
  containers,
  cooling,
  deployments,
  functions,
  images,
  jobs,
  machines,
  machineVersions,
  serviceUpdates,
  siteFiles,
  sites,
  stackSetStarts,
  stackSets,
  stacks,
  table,
  versions,
  warmth,
  workflows,
} from '../flows/adapters.ts';
import { deniedSooner } from '../flows/denied-sooner.ts';
import { bringBack } from '../flows/drill/bring-back.ts';
import { returnTarget } from '../flows/return-target.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const fields = {
  token: z.string(),
  ...waveFields,
  target: z.string(),
  /** How often its state has begun anew. */
  looks: z.int().min(0).exactOptional(),
};
const Return = z.strictObject(fields);
const BringBack = z.strictObject({ ...fields, leg: z.int().min(1) });

export const rollBackTarget = task(z.union([Return, BringBack]), (input, ports) =>
  deniedSooner(() => ('leg' in input ? bringBack(ports, input) : returnTarget(ports, input))),
);

export const handler = rollBackTarget.onAws(
  alarms,
  artifacts,
  containers,
  deployments,
  functions,
  images,
  serviceUpdates,
  jobs,
  stackSetStarts,
  stackSets,
  stacks,
  table,
  workflows,
  cooling,
  versions,
  warmth,
  configurations,
  sites,
  siteFiles,
  machines,
  configurationStarts,
  machineVersions,
);
