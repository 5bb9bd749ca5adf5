// A scenario: what the world does while releases run. Its JSON Schema in `schemas/` is made from this.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { build } from './builds-schema.ts';
import { calendarState } from './calendars.ts';
import { othersChange } from './changes-schema.ts';
import { deployments } from './deployments-schema.ts';
import { callFault, clockFault, death, eventFault, regionFault } from './faults-schema.ts';
import { leftTable } from './left-table-schema.ts';
import { misbehaviour, revision } from './misbehaviour-schema.ts';
import {
  instances,
  move,
  provisioned,
  prune,
  rollbackTrigger,
  service,
  setChange,
} from './moves-schema.ts';
import { person } from './people-schema.ts';
import { source } from './sources-schema.ts';
import { stackTemplate } from './stack-template-schema.ts';
import { hasItsMetric, metricChange, NEEDS_METRIC } from './telemetry/metric-change.ts';

const at = duration.meta({ description: 'When, counted from the start of the scenario.' });

const disturbance = z
  .strictObject({
    target: z.string(),
    at: at.default('0s'),
    for: duration.optional(),
    ...metricChange,
  })
  .refine(hasItsMetric, NEEDS_METRIC)
  .meta({
    description: 'A metric of a target shifts, whatever the target runs.',
    dependencies: { factor: ['metric'], value: ['metric'] },
  });

const alarm = z
  .strictObject({
    alarm: z.string(),
    target: z
      .string()
      .optional()
      .meta({ description: 'Whose, where several targets name the same alarm.' }),
    is: z.enum(['missing', 'OK', 'ALARM', 'INSUFFICIENT_DATA']),
    at: at.default('0s'),
    for: duration.optional(),
  })
  .meta({
    description: 'An alarm that is as no revision has made it: missing, or held in a state.',
  });

const pager = z
  .strictObject({
    alarm: z.string(),
    target: z
      .string()
      .optional()
      .meta({ description: 'Whose, where several targets name the same alarm.' }),
  })
  .meta({ description: 'An alarm that tells somebody as it fires: the report lists those pages.' });

const traffic = z
  .strictObject({
    target: z.string(),
    requestsPerMinute: z
      .number()
      .min(0)
      .meta({ description: 'Default: 100. With 0 there is no data.' }),
  })
  .meta({ description: 'How much a target is asked.' });

const tracing = z
  .strictObject({
    target: z.string(),
    calls: z
      .array(z.string().min(1))
      .default([])
      .meta({
        description: 'Services that it calls, besides the queues and tables that it watches.',
        examples: [['payments']],
      }),
  })
  .meta({
    description:
      'A target is traced by X-Ray. A service that it calls is then a node of it: `xray ecs payments`.',
  });

const objective = z
  .strictObject({
    target: z.string(),
    name: z.string().min(1).optional().meta({ description: 'Default: TARGET-availability.' }),
    goal: z.number().gt(0).lt(100).default(99.9).meta({ description: 'In per cent.' }),
    days: z
      .int()
      .min(1)
      .default(28)
      .meta({ description: 'The rolling time that the goal is for.' }),
    spentPercent: z
      .number()
      .min(0)
      .default(20)
      .meta({ description: 'How much of its error budget is spent already.' }),
    on: z
      .enum(['service', 'metric'])
      .default('service')
      .meta({ description: 'What it is set on: the service, or a metric of it alone.' }),
  })
  .meta({ description: 'A service level objective of what a target deploys to.' });

const caseName = z.string().min(1);

const report = z
  .strictObject({
    test: z.string().meta({ description: 'The test, by its name in the pipeline or its project.' }),
    revision: revision
      .optional()
      .meta({ description: 'Only of builds that test this revision. Default: of each.' }),
    passed: z.int().min(0).max(10_000).default(0).meta({ description: 'How many cases passed.' }),
    skipped: z.int().min(0).max(10_000).default(0).meta({ description: 'How many were skipped.' }),
    failed: z
      .array(caseName)
      .default([])
      .meta({ description: 'The cases that failed.', examples: [['CartTest.empties']] }),
  })
  .meta({
    description:
      'Builds of a test leave a report of its cases. How they end is said elsewhere: a report decides nothing.',
  });

const policy = z
  .strictObject({
    at: at.default('0s'),
    file: z
      .string()
      .min(1)
      .meta({
        description: 'A file with the policy, beside this one.',
        examples: ['../policy.yml'],
      }),
  })
  .meta({ description: 'An organisation’s policy is applied.' });

export const scenarioSchema = z
  .strictObject({
    description: z.string().optional(),
    startAt: z.iso.datetime().default('2026-11-23T09:00:00Z'),
    baseline: revision.optional().meta({
      description:
        'A revision that all targets run, and that has finished its bake there, at the start.',
    }),
    table: leftTable.optional(),
    builds: z.array(build).default([]),
    sources: z.array(source).default([]),
    templates: z.array(stackTemplate).default([]),
    misbehaviours: z.array(misbehaviour).default([]),
    reports: z.array(report).default([]),
    alarms: z.array(alarm).default([]),
    pagers: z.array(pager).default([]),
    calendars: z.array(calendarState).default([]),
    traffic: z.array(traffic).default([]),
    traces: z.array(tracing).default([]),
    objectives: z.array(objective).default([]),
    disturbances: z.array(disturbance).default([]),
    changes: z.array(othersChange).default([]),
    moves: z.array(move).default([]),
    prunes: z.array(prune).default([]),
    instances: z.array(instances).default([]),
    services: z.array(service).default([]),
    sets: z.array(setChange).default([]),
    provisioned: z.array(provisioned).default([]),
    triggers: z.array(rollbackTrigger).default([]),
    pipelines: z
      .array(z.string().min(1))
      .default([])
      .meta({
        description: 'Files with other pipelines of the same world, beside this one.',
        examples: [['other.yml']],
      }),
    deployments: z.array(deployments).default([]),
    calls: z.array(callFault).default([]),
    events: z.array(eventFault).default([]),
    deaths: z.array(death).default([]),
    regions: z.array(regionFault).default([]),
    clocks: z.array(clockFault).default([]),
    people: z.array(person).default([]),
    policies: z.array(policy).default([]),
    rates: z.boolean().default(false).meta({
      description: 'Each API throttles at the rate that AWS gives a new account.',
    }),
  })
  .meta({ title: 'Tidegate scenario', description: 'What the world does while releases run.' });

export type Scenario = z.output<typeof scenarioSchema>;
/** As people write it, without its defaults. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Misbehaviour = Scenario['misbehaviours'][number];
export type Disturbance = Scenario['disturbances'][number];
export type BuildStep = Scenario['builds'][number];
export type PersonStep = Scenario['people'][number];
export type ReportStep = Scenario['reports'][number];
export type PolicyStep = Scenario['policies'][number];
