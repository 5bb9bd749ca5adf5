// Tasks "BringCopies", "DeployTarget", "AwaitConsent", "WeighFailed" and "LeaveBehind" of statemachines/wave.asl.json:
// brings the artifact to where it is fetched, which nobody else may; starts one target's deployment and waits for its
// end, and for a person before what may destroy data; says whether a wave goes on without those that failed.

import * as z from 'zod';
import {
  alarms,
  artifacts,
  configurationStarts,
  configurations,
  containers,
  deployments,
  functions,
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
import { awaitConsent } from '../flows/await-consent.ts';
import { bringCopies } from '../flows/bring-copies.ts';
import { deploy } from '../flows/deploy-target.ts';
import { type Left, leaveBehind, type Weighed, weighFailed } from '../flows/leave-behind.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Deploy = z.strictObject({
  token: z.string(),
  ...waveFields,
  target: z.string(),
  /** How often its state has begun anew. */
  looks: z.int().min(0).exactOptional(),
  /** Of a drill; 0 for the wave's own deployment. */
  leg: z.int().min(0).exactOptional(),
});
const Consent = z.strictObject({
  token: z.string(),
  ...waveFields,
  target: z.string(),
  does: z.literal('awaitConsent'),
});
const OfWave = z.strictObject({
  ...waveFields,
  does: z.enum(['bringCopies', 'weighFailed', 'leaveBehind']),
});

const ofWave = { bringCopies, weighFailed, leaveBehind } as const;

export const deployTarget = task(
  z.union([Deploy, Consent, OfWave]),
  async (input, ports): Promise<Weighed | Left | undefined> => {
    if ('does' in input && !('token' in input))
      return (await ofWave[input.does](ports, input)) ?? undefined;
    await ('does' in input ? awaitConsent(ports, input) : deploy(ports, input));
    return undefined;
  },
);

export const handler = deployTarget.onAws(
  alarms,
  artifacts,
  containers,
  deployments,
  functions,
  serviceUpdates,
  jobs,
  stackSetStarts,
  stackSets,
  stacks,
  table,
  workflows,
  versions,
  warmth,
  configurations,
  sites,
  siteFiles,
  machines,
  configurationStarts,
  machineVersions,
);
