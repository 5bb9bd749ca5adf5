// How each kind of target is looked at for what it logs; of those that log nothing of their own, why not.

import type { MemberAccess } from '../../aws/sts.ts';
import type { Told } from '../../core/logs/log-line.ts';
import {
  kindOfTarget,
  type TargetDefinition,
  type TargetKind,
  type TargetOf,
} from '../../core/pipeline/target-schema.ts';
import type { LogsOf, Looking } from './looking.ts';
import { ofJob } from './of-build.ts';
import { ofFunction } from './of-function.ts';
import { ofMachine } from './of-machine.ts';
import { ofTasks } from './of-tasks.ts';

const kinds: { readonly [Kind in TargetKind]: LogsOf<TargetOf<Kind>> } = {
  alias: ofFunction,
  appConfig: untold('a configuration runs nothing: what reads it logs where it runs'),
  ec2: untold(
    'what instances log is sent by agents of their own, and nothing tells which lines are of the revision',
  ),
  ecs: ofTasks,
  job: ofJob,
  lambda: ofFunction,
  machine: ofMachine,
  site: untold('files run nothing: who asked for them is in the access logs of the distribution'),
  stack: untold(
    'what is in a stack logs each where it is; what CloudFormation did is in the events of the stack',
  ),
  stackSet: untold(
    'what is in the stacks of its instances logs each where it is; what the set did is in its operations',
  ),
  tasks: ofTasks,
};

function untold(why: string): LogsOf<TargetDefinition> {
  return async (_access, { target }) => ({
    lines: [],
    notices: [`${target.name}: nothing is told of it: ${why}`],
  });
}

export function logsOfTarget(
  access: MemberAccess,
  looking: Looking<TargetDefinition>,
): Promise<Told> {
  const logsOf = kinds[kindOfTarget(looking.target)] as LogsOf<TargetDefinition>;
  return logsOf(access, looking);
}
