// What of a pipeline a scenario speaks of: what is drawn of a world names only what is there.

import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { readStack } from '../../stack/read-stack.ts';
import { home } from '../../world/place.ts';

export interface Setting {
  readonly pipeline: PipelineDefinition;
  readonly targets: readonly TargetDefinition[];
  /** Tests with their stages. */
  readonly tests: readonly {
    readonly stage: string;
    readonly name: string;
    readonly isBuild: boolean;
  }[];
  /** Each function with what its role lets it call: what it calls. */
  readonly functions: readonly { readonly name: string; readonly calls: readonly string[] }[];
  readonly revisions: readonly string[];
  /** When the last build ends, in minutes. */
  readonly lastBuildMinute: number;
}

let known: Setting['functions'] | undefined;

function functionsOfStack(): Setting['functions'] {
  known ??= readStack(home).functions.map(({ name, statements }) => ({
    name,
    calls: [...new Set(statements.flatMap(({ Action }) => [Action].flat()))].flatMap(callOf),
  }));
  return known;
}

/** Actions of IAM that are called otherwise. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['s3:HeadObject'],
  's3:GetObjectVersion': ['s3:HeadObject'],
  'lambda:InvokeFunction': [],
  // Lambda itself calls these.
  'logs:CreateLogStream': [],
  'logs:PutLogEvents': [],
  'xray:PutTraceSegments': [],
  'xray:PutTelemetryRecords': [],
};

function callOf(action: string): readonly string[] {
  return CALLS[action] ?? (/^[a-z0-9-]+:[A-Za-z0-9*]+$/.test(action) ? [action] : []);
}

export function settingOf(
  pipeline: PipelineDefinition,
  revisions: readonly string[],
  lastBuildMinute: number,
): Setting {
  return {
    pipeline,
    targets: pipeline.stages.flatMap(targetsOf),
    tests: pipeline.stages.flatMap((stage) =>
      stage.tests
        .filter(({ drill }) => drill === undefined)
        .map(({ name, project }) => ({
          stage: stage.name,
          name,
          isBuild: project !== undefined,
        })),
    ),
    functions: functionsOfStack(),
    revisions,
    lastBuildMinute,
  };
}
