// The deployments in AWS that are Tidegate's: their descriptions say for what they were started.

import type { DeploymentRecord, RunRecord } from './run-record.ts';

export interface MarkedDeployment extends DeploymentRecord {
  readonly doing: 'deploy' | 'rollBack';
  readonly release: string;
  /** Counted from 0 through all stages of the release. */
  readonly wave: number;
}

/** In the order of their starts. */
export function markedDeployments({ deployments }: RunRecord): MarkedDeployment[] {
  return deployments.flatMap(marked).sort((a, b) => a.createdAt - b.createdAt);
}

const MARK = /^tidegate (deploy|rollBack) (\S+) wave (\d+) target /;

function marked(deployment: DeploymentRecord): MarkedDeployment[] {
  const [, doing, release, wave] = MARK.exec(deployment.description ?? '') ?? [];
  if (release === undefined) return [];
  return [
    { ...deployment, doing: doing === 'deploy' ? doing : 'rollBack', release, wave: Number(wave) },
  ];
}
