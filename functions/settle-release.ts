// Task "SettleRelease" of statemachines/release.asl.json: proves how the release ended, and leaves its stages.

import * as z from 'zod';
import { outcomes } from '../core/outcome.ts';
import { plainReason } from '../core/plain-reason.ts';
import {
  alarms,
  artifacts,
  calendars,
  configurations,
  containers,
  cooling,
  deployments,
  experiments,
  functions,
  images,
  jobs,
  loads,
  machines,
  objectives,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { settleAtEnd } from '../flows/settle.ts';
import { task } from './task.ts';

const Input = z.strictObject({
  execution: z.string(),
  claimed: z.enum([...outcomes, 'Unknown']),
  reason: z.string(),
});

export const settleRelease = task(Input, ({ execution, claimed, reason }, ports) =>
  settleAtEnd(ports, execution, { claimed, reason: plainReason(reason) }),
);

export const handler = settleRelease.onAws(
  alarms,
  artifacts,
  calendars,
  containers,
  deployments,
  experiments,
  functions,
  images,
  objectives,
  jobs,
  loads,
  stackSets,
  stacks,
  table,
  workflows,
  cooling,
  configurations,
  sites,
  siteFiles,
  machines,
);
