// The kinds of targets: a line each.

import {
  kindOfTarget,
  type TargetDefinition,
  type TargetKind,
  type TargetOf,
} from '../../core/pipeline/target-schema.ts';
import { alias } from './kinds/alias.ts';
import { appConfig } from './kinds/app-config.ts';
import { ec2 } from './kinds/ec2.ts';
import { ecs } from './kinds/ecs.ts';
import { job } from './kinds/job.ts';
import { lambda } from './kinds/lambda.ts';
import { machine } from './kinds/machine.ts';
import { site } from './kinds/site.ts';
import { stack } from './kinds/stack.ts';
import { stackSet } from './kinds/stack-set.ts';
import { tasks } from './kinds/tasks.ts';
import type { Naming, Need } from './need.ts';

type NeedOf<Target> = (target: Target, naming: Naming) => Need;

const kinds: { readonly [Kind in TargetKind]: NeedOf<TargetOf<Kind>> } = {
  alias,
  appConfig,
  ec2,
  ecs,
  job,
  lambda,
  machine,
  site,
  stack,
  stackSet,
  tasks,
};

export function needOf(target: TargetDefinition, naming: Naming): Need {
  const of = kinds[kindOfTarget(target)] as NeedOf<TargetDefinition>;
  return of(target, naming);
}
