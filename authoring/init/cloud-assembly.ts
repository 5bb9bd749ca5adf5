// The stacks of a CDK app, from the manifest in its cloud assembly.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';

const artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  displayName: z.string().optional(),
  properties: z
    .object({
      templateFile: z.string().optional(),
      stackName: z.string().optional(),
      directoryName: z.string().optional(),
    })
    .optional(),
});
const manifest = z.object({ artifacts: z.record(z.string(), artifact).default({}) });

export interface AssemblyStack {
  /** Beside the manifest. */
  readonly templateFile: string;
  readonly stackName: string;
  /** Its path in the app, which may name a stage that its name does not. */
  readonly path: string;
  readonly account?: string;
  readonly region?: string;
}

export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** Folders of assemblies inside of it: those of CDK's stages. */
  readonly nested: readonly string[];
}

/** Throws `Refused` where the text is no manifest. */
export function readAssembly(text: string, fileName: string): Assembly {
  const parsed = manifest.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Failure(
      'Refused',
      `${fileName}:1:1: expected the manifest of a CDK cloud assembly, got something else; run cdk synth, and give its folder, which is cdk.out`,
    );
  const all = Object.entries(parsed.data.artifacts);
  return {
    stacks: all.flatMap(([id, each]) => stackOf(id, each)),
    nested: all.flatMap(([, { type, properties }]) =>
      type === 'cdk:cloud-assembly' && properties?.directoryName ? [properties.directoryName] : [],
    ),
  };
}

function stackOf(
  id: string,
  { type, environment, displayName, properties }: z.output<typeof artifact>,
): AssemblyStack[] {
  if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) return [];
  const [, account, region] =
    /^aws:\/\/(\d{12})?[^/]*\/([a-z]{2}(?:-[a-z]+)+-\d)?/.exec(environment ?? '') ?? [];
  return [
    {
      templateFile: properties.templateFile,
      stackName: properties.stackName ?? id,
      path: displayName ?? id,
      ...(account && { account }),
      ...(region && { region }),
    },
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
