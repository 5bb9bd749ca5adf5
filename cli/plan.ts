// tidegate plan: the waves of a release, when each would run at the earliest, its bounds and what it costs.

import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { limitsOf } from '../core/stage-limits.ts';
import { withShifts } from '../core/timetable.ts';
import { readText } from './files.ts';
import { findingsIn, findingsLines, policyFrom, rulesInForce } from './findings.ts';
import type { WhereTargetsAre } from './members.ts';
import { notLooked } from './not-looked.ts';
import { print, printJson } from './output.ts';
import { parsePipelineFile, refuseImpossible } from './pipeline-file.ts';
import { planReport } from './plan-report.ts';
import { planLines } from './plan-text.ts';
import { stackLines } from './stack-lines.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends WhereTargetsAre {
  readonly file: string;
  readonly start: Date | undefined;
  /** In seconds, each. */
  readonly deployment: number;
  readonly test: number;
  readonly policy: string | undefined;
  readonly aws: boolean;
  /** What the build makes: a folder, a zip archive, or a template. */
  readonly artifact: string | undefined;
  readonly json: boolean;
}

/** 0 as far as is known; 2 where a stack would be refused what it is to get, 1 where it could not be asked. */
export async function plan(asked: Asked): Promise<number> {
  const { file, start, deployment, test, policy, json } = asked;
  const assumed = { deploymentSeconds: deployment, testSeconds: test };
  if (asked.artifact !== undefined && !asked.aws)
    throw refuseUsage('expected --aws with --artifact, got none');
  const text = readText(file);
  const pipeline = parsePipelineFile(text, file);
  const { paces, remarks } = await knownOf(asked, pipeline);
  refuseImpossible(file, text, pipeline, paces);
  const limits = limitsOf(pipeline.stages, paces);
  const waves = withShifts(planOf(pipeline), paces);
  const { freezes = [] } = policyFrom(policy);
  const now = new Date();
  const report = planReport(pipeline, waves, {
    assumed,
    limits,
    ...startOf(start, waves, freezes, now),
    now,
    freezes,
  });
  const findings = findingsIn(file, text, pipeline, rulesInForce(policy));
  const looked = asked.aws ? await stacksAt(asked, pipeline) : { stacks: [], remarks: [] };
  const { stacks } = looked;
  if (json) printJson({ ...report, ...(stacks.length > 0 && { stacks }), findings });
  else
    print([
      ...planLines(report),
      ...remarks.map((each) => `Note: ${each}.`),
      ...stackLines(looked),
      ...findingsLines(findings),
    ]);
  if (stacks.some(({ is }) => is === 'refused')) return 2;
  return stacks.some(({ is }) => is === 'unread') ? 1 : 0;
}

// The clients of AWS are most of what there is to load: who asks nobody does without.

async function knownOf(asked: Asked, pipeline: PipelineDefinition) {
  if (!asked.aws) return notLooked(pipeline);
  return (await import('./look-at-targets.ts')).pacesAt(asked, pipeline);
}

async function stacksAt(asked: Asked, pipeline: PipelineDefinition) {
  return (await import('./stack-changes-at.ts')).stackChangesAt(asked, pipeline);
}

/** Hours are those of the calendar: where there are some, a release that is not said to start later starts now. */
function startOf(
  asked: Date | undefined,
  waves: readonly PlannedWave[],
  freezes: readonly unknown[],
  now: Date,
) {
  const hasHours = freezes.length > 0 || waves.some(({ hours }) => hours !== undefined);
  const start = asked ?? (hasHours ? now : undefined);
  return start && { start };
}
