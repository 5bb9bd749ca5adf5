// What a platform answers that a target runs, and how it stands to what the ledger says.

import type { SteppedPace } from './pace.ts';
import type { InstancePlace } from './set-instances.ts';
import type { Installed } from './target.ts';

/** What an alias was found to be. */
export interface AliasTruth {
  readonly kind: 'alias';
  readonly version: string;
  /** Of the version's code; absent where only the alias was read. */
  readonly digest?: string;
  /** Which of a revision's images the function gets; absent where it gets the artifact. */
  readonly image?: string;
  /** Where a state machine's definition is in artifacts, whose digest it is; absent of a function. */
  readonly path?: string;
  /** The other versions that get a share of the traffic, and which. */
  readonly weights: Readonly<Record<string, number>>;
  /** The platform's own name for this very setting: it is another after each change, though it be changed back. */
  readonly setting: string;
  /** The last deployment of the group that moves it, where that was asked. */
  readonly attempted?: GroupDeployment;
  /** After it was read: ISO 8601; where it was asked by what configuration it shifts, that one's name. */
  readonly pace?: { readonly readAt: string; readonly configuration: string };
}

/** A deployment to a group, as far as it tells what instances run. */
export interface GroupDeployment {
  readonly id: string;
  readonly state: 'running' | 'Succeeded' | 'Failed' | 'Stopped';
  /** `user` for whoever calls CodeDeploy, else which service did. */
  readonly creator: string;
  /** What whoever began it has said of it: ours bear a mark. */
  readonly description?: string;
  /** What it brings. */
  readonly artifact?: ArtifactName;
}

export interface ArtifactName {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

/** What a deployment group was found to be: its last deployment that succeeded, and the last of all. */
export interface GroupTruth {
  readonly kind: 'group';
  readonly last?: GroupDeployment;
  readonly attempted?: GroupDeployment;
}

/** What ECS calls a service deployment. */
export interface ServiceDeployment extends GroupDeployment {
  /** The task definition that it brings: `shop:41`. */
  readonly definition: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ECS, or whoever asked it to, takes it back. */
  readonly isGoingBack: boolean;
}

export interface ServiceTruth {
  readonly kind: 'service';
  /** The task definition that the service has, or is being brought to. */
  readonly definition: string;
  /** How many tasks it is to have: of none, nothing can be said. */
  readonly desiredCount: number;
  /** The images of its containers by their names; absent where only the service was read. */
  readonly images?: Readonly<Record<string, string>>;
  /** The last deployment of it, whoever began it. */
  readonly attempted?: ServiceDeployment;
}

/** The last update of a stack, as CloudFormation tells of it. */
export interface StackUpdate extends GroupDeployment {
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface StackTruth {
  readonly kind: 'stack';
  /** CloudFormation's word: `UPDATE_COMPLETE`. */
  readonly status: string;
  /** The change set of its last update, and when that began. */
  readonly setting: string;
  /** Where the template is in artifacts. */
  readonly path: string;
  /** Of the template that it has, and of all of its contents; absent where its setting was known, and told enough. */
  readonly template?: string;
  readonly version?: string;
  readonly attempted?: StackUpdate;
}

/** An instance of a StackSet, as far as it tells what it has. */
export interface SetInstance extends InstancePlace {
  /** The digest of the revision that it has; absent where nothing tells. */
  readonly has?: string;
  /** The set's operation that was last on it. */
  readonly operation?: string;
  /** Why it has not, or may not have, what its set has brought there. */
  readonly trouble?: string;
}

/** An operation of a StackSet, as CloudFormation tells of it. */
export interface SetChange extends GroupDeployment {
  /** ISO 8601. */
  readonly createdAt: string;
  /** What it does to instances: `UPDATE`. */
  readonly action: string;
  /** Whose release it is of, where that is another pipeline of ours. */
  readonly pipeline?: string;
}

export interface SetTruth {
  readonly kind: 'set';
  readonly set: string;
  /** The operations that were last on the instances of the slice. */
  readonly setting: string;
  /** Those of the slice. */
  readonly instances: readonly SetInstance[];
  /** What joins the organisation gets the set's template by itself. */
  readonly deploysByItself: boolean;
  /** The last operation on an instance of the slice, or whichever is under way on the set. */
  readonly attempted?: SetChange;
  /** The last operation of somebody else on other instances of the set that a release has to know of. */
  readonly elsewhere?: SetChange;
  /** Not all instances of the set have its template. */
  readonly isHalfWay: boolean;
}

/** A build of CodeBuild that has brought something somewhere. */
export interface JobRun extends GroupDeployment {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Of what it was told to bring; absent where nobody told it. */
  readonly digest?: string;
}

export interface JobTruth {
  readonly kind: 'job';
  /** The last job that succeeded, and the last of all, whoever began them. */
  readonly last?: JobRun;
  readonly attempted?: JobRun;
  /** What a build has said that runs, and which, where no job has begun since. */
  readonly runs?: { readonly digest: string; readonly by: string };
}

/** A deployment of a configuration, as AppConfig tells of it. */
export interface ConfigDeployment extends GroupDeployment {
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface ConfigTruth {
  readonly kind: 'config';
  /** The hosted version that is in force; absent where none ever was. */
  readonly version?: string;
  /** The last deployment of its profile, and what has become of it since. */
  readonly setting: string;
  /** Of the version's content; absent where only the deployments were read. */
  readonly digest?: string;
  /** Where the configuration is in artifacts. */
  readonly path: string;
  /** The last deployment of it, whoever began it. */
  readonly attempted?: ConfigDeployment;
}

export interface SiteTruth {
  readonly kind: 'site';
  /** The origin path that a distribution serves: `/` where it has none. */
  readonly version: string;
  /** CloudFront's name of the distribution's configuration: it is another after each change. */
  readonly setting: string;
  /** The folder of artifacts that it gets. */
  readonly files: string | undefined;
}

/**
 * `nothing` where the alias, the function, the group, the service, the profile, the distribution, the stack or the set
 * is not there.
 */
export type Truth =
  | AliasTruth
  | ConfigTruth
  | SiteTruth
  | GroupTruth
  | ServiceTruth
  | JobTruth
  | SetTruth
  | StackTruth
  | { readonly kind: 'nothing' };

/**
 * What the truth says of the ledger:
 *
 *     same       it runs that, and nobody has touched it
 *     touched    it runs that, but somebody has moved it away and back, or put it there again
 *     unsettled  the platform itself is still bringing it there: not known yet
 *     other      it runs something else, or a part of it does: drift
 */
export type Says =
  | { readonly is: 'same' }
  | { readonly is: 'touched' | 'unsettled' | 'other'; readonly text: string };

export interface Expected extends Installed {
  /** Where the artifact lies for instances, besides where it was built: copies are called by their digest. */
  readonly copies: readonly Pick<ArtifactName, 'bucket' | 'key'>[];
}

/** A target that the revision is being brought to. */
export interface Shifting {
  /** How what is begun for it is called, whichever attempt it is. */
  readonly mark: string;
  /** Since when traffic may have shifted: ISO 8601. */
  readonly begunAt: string;
  /** The deployment that was begun, where it is known. */
  readonly deployment?: string;
  readonly fromVersion?: string;
  /** What the platform called the alias's last setting, where whoever shifts it has noted that. */
  readonly setting?: string;
  /** The share of the alias's traffic that was seen to have the revision by now. */
  readonly seenShare: number;
  /** How the group moved traffic as the wave's gate opened, where that is by steps. */
  readonly pace?: SteppedPace;
}

/** Deployments that CodeDeploy begins by itself, for instances that join or were left behind. */
export const BY_ITSELF = ['autoscaling', 'autoscalingTermination', 'CodeDeployAutoUpdate'];

/** Whether somebody else has begun a deployment, and not CodeDeploy for instances that join. */
export function isForeign({ creator, description = '' }: GroupDeployment): boolean {
  return !BY_ITSELF.includes(creator) && !/^tidegate (deploy|rollBack) /.test(description);
}

/** What is said of somebody else's deployment. */
export function othersText({ id, state, creator }: GroupDeployment): string {
  const whose = creator === 'user' ? 'not of Tidegate' : `of ${creator} and not of Tidegate`;
  return `deployment ${id}, ${whose}, ${stateText(state)}`;
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

export function stateText(state: GroupDeployment['state']): string {
  return state === 'running' ? 'is under way' : `ended ${state}`;
}
