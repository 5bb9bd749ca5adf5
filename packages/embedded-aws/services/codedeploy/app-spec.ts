// The AppSpec of a Lambda deployment, read for real.

import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import * as z from 'zod';
import type { AppSpecRevision, HookName } from './deployments.ts';

const Version = z.union([z.string(), z.number()]).transform(String);
const Resource = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({
    Name: z.string(),
    Alias: z.string(),
    CurrentVersion: Version,
    TargetVersion: Version,
  }),
});
const AppSpec = z.object({
  version: z.union([z.number(), z.string()]),
  Resources: z.tuple([z.record(z.string(), Resource)]),
  Hooks: z
    .array(
      z.strictObject({
        BeforeAllowTraffic: z.string().optional(),
        AfterAllowTraffic: z.string().optional(),
      }),
    )
    .default([]),
});

export interface LambdaShift {
  readonly functionName: string;
  readonly alias: string;
  readonly currentVersion: string;
  readonly targetVersion: string;
  /** The functions that are asked around the shift. */
  readonly hooks: Readonly<Partial<Record<HookName, string>>>;
}

/** Reads YAML or JSON; `undefined` when it is not the AppSpec of one Lambda function. */
export function readAppSpec({ appSpecContent }: AppSpecRevision): LambdaShift | undefined {
  const parsed = AppSpec.safeParse(parsedText(appSpecContent.content));
  const resource = parsed.success && Object.values(parsed.data.Resources[0])[0];
  if (!resource) return undefined;
  const { Name, Alias, CurrentVersion, TargetVersion } = resource.Properties;
  return {
    functionName: Name,
    alias: Alias,
    currentVersion: CurrentVersion,
    targetVersion: TargetVersion,
    hooks: Object.assign({}, ...(parsed.data?.Hooks ?? [])) as LambdaShift['hooks'],
  };
}

function parsedText(content: string): unknown {
  try {
    return parse(content);
  } catch {
    return undefined;
  }
}

export function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What CodeDeploy itself deploys when it takes a function back to a version. */
export function appSpecFor(shift: LambdaShift): AppSpecRevision {
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        [shift.functionName]: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Name: shift.functionName,
            Alias: shift.alias,
            CurrentVersion: shift.currentVersion,
            TargetVersion: shift.targetVersion,
          },
        },
      },
    ],
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content, sha256: sha256Of(content) } };
}
