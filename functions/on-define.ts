// POST /define/{command}: what says how things are to be: pipelines, the policy, what a verdict should have been.

import {
  builds,
  configurations,
  dashboards,
  deployments,
  repositories,
  stackSets,
  stacks,
  table,
} from '../flows/adapters.ts';
import { defining } from '../flows/command/defining.ts';
import { commands } from './commands.ts';

export const onDefine = commands('define', defining);

export const handler = onDefine.onAws(
  builds,
  configurations,
  dashboards,
  deployments,
  repositories,
  stackSets,
  stacks,
  table,
);
