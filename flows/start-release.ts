// Starts the release of a build, once: the execution is named after the build.

import type { Build } from '../aws/codebuild.ts';
import type { Ports } from './ports.ts';

/** Whoever learns of the build first starts it; to all others the name is taken. */
export async function startRelease(
  ports: Ports,
  pipeline: string,
  build: Pick<Build, 'arn' | 'number'>,
): Promise<void> {
  const name = executionNameOf(pipeline, build);
  const started = await ports.workflows.start(name, { pipeline, revision: build.arn });
  const text = started ? 'started a release' : 'this build has started its release before';
  ports.log.info(text, { name, build: build.arn });
}

export function executionNameOf(
  pipeline: string,
  { arn, number }: Pick<Build, 'arn' | 'number'>,
): string {
  const id = arn
    .slice(arn.lastIndexOf(':') + 1)
    .replaceAll(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 12);
  return `${pipeline}-${Math.floor(number)}-${id}`;
}
