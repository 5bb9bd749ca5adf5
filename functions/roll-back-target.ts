// Task "RollBackTarget" of statemachines/rollback.asl.json: returns one target to the revision that last baked there.

import * as z from 'zod';
import {
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
  stacks,
  table,
  versions,
  warmth,
  workflows,
} from '../flows/adapters.ts';
import { deniedSooner } from '../flows/denied-sooner.ts';
import { returnTarget } from '../flows/return-target.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, target: z.string() });

export const rollBackTarget = task(Input, (input, ports) =>
  deniedSooner(() => returnTarget(ports, input)),
);

export const handler = rollBackTarget.onAws(
  artifacts,
  containers,
  deployments,
  functions,
  images,
  serviceUpdates,
  jobs,
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
