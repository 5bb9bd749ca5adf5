// Task "ClaimRelease" of statemachines/release.asl.json: reads what is asked, pins it, and claims it once.

import * as z from 'zod';
import { codePipelineExecution } from '../core/code-pipeline.ts';
import { Failure } from '../core/failure.ts';
import { alarmFacts, artifacts, builds, images, repositories, table } from '../flows/adapters.ts';
import { claim } from '../flows/claim.ts';
import { task } from './task.ts';

const Input = z.strictObject({ execution: z.string(), asked: z.unknown() });

/** What a person types in the console, and what `on-build` sends. */
const Asked = z.strictObject({
  pipeline: z.string().min(1),
  revision: z.union([z.string().min(1), z.int().min(1)]).optional(),
  retry: z.boolean().default(false),
  /** Whether it catches up the targets alone that are behind this revision. */
  behind: z.boolean().default(false),
  /** The execution of CodePipeline that waits for the release's end. */
  codePipeline: codePipelineExecution.optional(),
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
});

const EXAMPLE = '{ "pipeline": "checkout" } or { "pipeline": "checkout", "revision": "412" }';

/** Whoever may start an execution may let nothing through: an input names nobody. */
const LETS_THROUGH = /"(admit|step-?back|reason)":/i;
const BY_NAME =
  'A person lets a build through by: tidegate start PIPELINE BUILD --admit --reason "…"';

export const claimRelease = task(Input, ({ execution, asked }, ports) => {
  const { pipeline, revision, retry, behind, codePipeline } = parse(asked);
  const wanted = revision === undefined ? undefined : String(revision);
  return claim(ports, { execution, pipeline, wanted, retry, behind, codePipeline });
});

function parse(raw: unknown): z.output<typeof Asked> {
  const parsed = Asked.safeParse(raw);
  if (parsed.success) return parsed.data;
  const got = JSON.stringify(raw)?.slice(0, 200) ?? 'nothing';
  const hint = LETS_THROUGH.test(got) ? `. ${BY_NAME}` : '';
  throw new Failure(
    'Refused',
    `expected input such as ${EXAMPLE}, got ${got}: ${z.prettifyError(parsed.error)}${hint}`,
  );
}

export const handler = claimRelease.onAws(
  alarmFacts,
  artifacts,
  builds,
  images,
  repositories,
  table,
);
