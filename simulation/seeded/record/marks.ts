// The deployments in AWS that are Tidegate's: their descriptions say for what they were started.

import { planOfThose } from '../../../core/plan-of-those-behind.ts';
import type { PlannedWave } from '../../../core/planned-wave.ts';
import type { DeploymentRecord, PipelineRecord, RunRecord } from './run-record.ts';

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

/** The waves that a release goes through: those alone of what it catches up, where it is for no more. */
export function wavesOf(
  { planned, releases }: Pick<PipelineRecord, 'planned' | 'releases'>,
  release: string | undefined,
): readonly PlannedWave[] {
  const only = releases.find(({ id }) => id === release)?.only;
  return only ? planOfThose(planned, only) : planned;
}
