// Task "PlanRollback" of statemachines/rollback.asl.json: bars the revision, and says which targets go back.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { rollbackScopes } from '../core/rollback-scope.ts';
import { areaScopes } from '../core/way-back.ts';
import { table, workflows } from '../flows/adapters.ts';
import { startRollback, targetsOfPart } from '../flows/start-rollback.ts';
import { rollBackByHand } from '../flows/start-rollback-by-hand.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ execution: z.string(), asked: z.unknown() });

const startedBy = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional() };

/** What a release sends that takes its own revision back. */
const OfRelease = z.strictObject({
  ...waveFields,
  scope: z.enum(rollbackScopes),
  reason: z.string(),
  ...startedBy,
});

const revision = z.union([z.string().min(1), z.int().min(1)]).transform(String);

/** What a person types in the console, and what the command sends. */
const ByHand = z.strictObject({
  pipeline: z.string().min(1),
  release: revision.optional(),
  to: revision.optional(),
  scope: z.enum(areaScopes).optional(),
  stage: z.string().min(1).optional(),
  target: z.string().min(1).optional(),
  reason: z.string().max(1_000).optional(),
  order: z.string().min(1).optional(),
  ...startedBy,
});

const EXAMPLE =
  '{ "pipeline": "checkout" } or { "pipeline": "checkout", "to": "411", "stage": "prod", "reason": "it loses orders" }';

/** What an execution of its own asks that returns a part. */
const OfPart = z.strictObject({
  pipeline: z.string(),
  release: z.string(),
  part: z.strictObject({ wave: z.int(), from: z.int(), to: z.int() }),
});

export const planRollback = task(z.union([Input, OfPart]), (input, ports) => {
  if ('part' in input) return targetsOfPart(ports, input);
  const { execution, asked } = input;
  const ofRelease = OfRelease.safeParse(asked);
  if (ofRelease.success) return startRollback(ports, ofRelease.data);
  const { order, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: _, ...wish } = parse(asked);
  return rollBackByHand(ports, { execution, pipeline: wish.pipeline, order, wish });
});

function parse(raw: unknown): z.output<typeof ByHand> {
  const parsed = ByHand.safeParse(raw);
  if (parsed.success) return parsed.data;
  const got = JSON.stringify(raw)?.slice(0, 200) ?? 'nothing';
  throw new Failure(
    'Refused',
    `expected input such as ${EXAMPLE}, got ${got}: ${z.prettifyError(parsed.error)}`,
  );
}

export const handler = planRollback.onAws(table, workflows);
