// The kinds of targets, as they are changed and read: a line each in each table. There is a table for each verb, so
// that a function's bundle holds what it uses.

import {
  kindOfTarget,
  type TargetDefinition,
  type TargetKind,
  type TargetOf,
} from '../../core/pipeline/target-schema.ts';
import * as alias from './alias.ts';
import * as appConfig from './app-config.ts';
import * as appConfigStarts from './app-config-starts.ts';
import * as ec2 from './ec2.ts';
import * as ec2Starts from './ec2-starts.ts';
import * as ecs from './ecs.ts';
import * as ecsStarts from './ecs-starts.ts';
import * as job from './job.ts';
import type {
  Asks,
  Carries,
  Cools,
  Finds,
  Keeps,
  Lets,
  Observes,
  Reads,
  SendsBack,
  Settles,
  Starts,
  Stops,
} from './kind.ts';
import * as lambda from './lambda.ts';
import * as machine from './machine.ts';
import * as site from './site.ts';
import * as siteStarts from './site-starts.ts';
import * as stack from './stack.ts';
import * as stackSet from './stack-set.ts';
import * as stackSetStarts from './stack-set-starts.ts';
import * as stackStarts from './stack-starts.ts';
import * as tasks from './tasks.ts';
import * as tasksStarts from './tasks-starts.ts';

export function startsOf(target: TargetDefinition): Starts {
  const table: { readonly [Key in TargetKind]: Starts<TargetOf<Key>> } = {
    alias: alias.starts,
    appConfig: appConfigStarts.starts,
    ec2: ec2Starts.starts,
    ecs: ecsStarts.starts,
    job: job.starts,
    lambda: lambda.starts,
    machine: machine.starts,
    site: siteStarts.starts,
    stack: stackStarts.starts,
    stackSet: stackSetStarts.starts,
    tasks: tasksStarts.starts,
  };
  return table[kindOfTarget(target)];
}

export function findsOf(target: TargetDefinition): Finds {
  const table: { readonly [Key in TargetKind]: Finds<TargetOf<Key>> } = {
    alias: alias.finds,
    appConfig: appConfig.finds,
    ec2: ec2.finds,
    ecs: ecs.finds,
    job: job.finds,
    lambda: lambda.finds,
    machine: machine.finds,
    site: site.finds,
    stack: stack.finds,
    stackSet: stackSet.finds,
    tasks: tasks.finds,
  };
  return table[kindOfTarget(target)];
}

export function observesOf(target: TargetDefinition): Observes {
  const table: { readonly [Key in TargetKind]: Observes<TargetOf<Key>> } = {
    alias: alias.observes,
    appConfig: appConfig.observes,
    ec2: ec2.observes,
    ecs: ecs.observes,
    job: job.observes,
    lambda: lambda.observes,
    machine: machine.observes,
    site: site.observes,
    stack: stack.observes,
    stackSet: stackSet.observes,
    tasks: tasks.observes,
  };
  return table[kindOfTarget(target)];
}

export function stopsOf(target: TargetDefinition): Stops {
  const table: { readonly [Key in TargetKind]: Stops<TargetOf<Key>> } = {
    alias: alias.stops,
    appConfig: appConfig.stops,
    ec2: ec2.stops,
    ecs: ecs.stops,
    job: job.stops,
    lambda: lambda.stops,
    machine: machine.stops,
    site: site.stops,
    stack: stack.stops,
    stackSet: stackSet.stops,
    tasks: tasks.stops,
  };
  return table[kindOfTarget(target)];
}

export function readsOf(target: TargetDefinition): Reads {
  const table: { readonly [Key in TargetKind]: Reads<TargetOf<Key>> } = {
    alias: alias.reads,
    appConfig: appConfig.reads,
    ec2: ec2.reads,
    ecs: ecs.reads,
    job: job.reads,
    lambda: lambda.reads,
    machine: machine.reads,
    site: site.reads,
    stack: stack.reads,
    stackSet: stackSet.reads,
    tasks: tasks.reads,
  };
  return table[kindOfTarget(target)];
}

export function settlesOf(target: TargetDefinition): Settles {
  const table: { readonly [Key in TargetKind]: Settles<TargetOf<Key>> } = {
    alias: alias.settles,
    appConfig: appConfig.settles,
    ec2: ec2.settles,
    ecs: ecs.settles,
    job: job.settles,
    lambda: lambda.settles,
    machine: machine.settles,
    site: site.settles,
    stack: stack.settles,
    stackSet: stackSet.settles,
    tasks: tasks.settles,
  };
  return table[kindOfTarget(target)];
}

/** Undefined of what is no better off where it is stopped half-way: instances. */
export function sendsBackOf(target: TargetDefinition): SendsBack | undefined {
  const table: { readonly [Key in TargetKind]: SendsBack<TargetOf<Key>> | undefined } = {
    alias: alias.sendsBack,
    appConfig: appConfig.sendsBack,
    ec2: undefined,
    ecs: ecs.sendsBack,
    job: undefined,
    lambda: lambda.sendsBack,
    machine: machine.sendsBack,
    site: site.sendsBack,
    stack: stack.sendsBack,
    stackSet: undefined,
    tasks: tasks.sendsBack,
  };
  return table[kindOfTarget(target)];
}

export function keepsOf(target: TargetDefinition): Keeps {
  const table: { readonly [Key in TargetKind]: Keeps<TargetOf<Key>> } = {
    alias: alias.keeps,
    appConfig: appConfig.keeps,
    ec2: ec2.keeps,
    ecs: ecs.keeps,
    job: job.keeps,
    lambda: lambda.keeps,
    machine: machine.keeps,
    site: site.keeps,
    stack: stack.keeps,
    stackSet: stackSet.keeps,
    tasks: tasks.keeps,
  };
  return table[kindOfTarget(target)];
}

/** Undefined of what no platform holds. */
export function letsOf(target: TargetDefinition): Lets | undefined {
  const table: { readonly [Key in TargetKind]: Lets<TargetOf<Key>> | undefined } = {
    alias: undefined,
    appConfig: undefined,
    ec2: ec2.lets,
    ecs: ecs.lets,
    job: undefined,
    lambda: undefined,
    machine: undefined,
    site: undefined,
    stack: undefined,
    stackSet: undefined,
    tasks: tasks.lets,
  };
  return table[kindOfTarget(target)];
}

/** Undefined of what is changed as it is started. */
export function carriesOf(target: TargetDefinition): Carries | undefined {
  const table: { readonly [Key in TargetKind]: Carries<TargetOf<Key>> | undefined } = {
    alias: undefined,
    appConfig: undefined,
    ec2: undefined,
    ecs: undefined,
    job: undefined,
    lambda: undefined,
    machine: undefined,
    site: undefined,
    stack: stack.carries,
    stackSet: stackSet.carries,
    tasks: undefined,
  };
  return table[kindOfTarget(target)];
}

/** Undefined of what costs no more for being ready. */
export function coolsOf(target: TargetDefinition): Cools | undefined {
  const table: { readonly [Key in TargetKind]: Cools<TargetOf<Key>> | undefined } = {
    alias: alias.cools,
    appConfig: undefined,
    ec2: undefined,
    ecs: undefined,
    job: undefined,
    lambda: lambda.cools,
    machine: undefined,
    site: undefined,
    stack: undefined,
    stackSet: undefined,
    tasks: undefined,
  };
  return table[kindOfTarget(target)];
}

/** Undefined of what says itself what it runs. */
export function asksOf(target: TargetDefinition): Asks | undefined {
  const table: { readonly [Key in TargetKind]: Asks<TargetOf<Key>> | undefined } = {
    alias: undefined,
    appConfig: undefined,
    ec2: undefined,
    ecs: undefined,
    job: job.asks,
    lambda: undefined,
    machine: undefined,
    site: site.asks,
    stack: undefined,
    stackSet: undefined,
    tasks: undefined,
  };
  return table[kindOfTarget(target)];
}
