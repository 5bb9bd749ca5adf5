// The kinds of targets, as they are simulated: a line each.

import {
  kindOfTarget,
  type TargetDefinition,
  type TargetKind,
  type TargetOf,
} from '../../../core/pipeline/target-schema.ts';
import { alias } from './alias.ts';
import { appConfig } from './app-config.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { job } from './job.ts';
import type { Kind } from './kind.ts';
import { lambda } from './lambda.ts';
import { machine } from './machine.ts';
import { site } from './site.ts';
import { stack } from './stack.ts';
import { stackSet } from './stack-set.ts';
import { tasks } from './tasks.ts';

const kinds: { readonly [Key in TargetKind]: Kind<TargetOf<Key>> } = {
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

export function kindFor(target: TargetDefinition): Kind<TargetDefinition> {
  return kinds[kindOfTarget(target)];
}
