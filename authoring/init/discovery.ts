// What a description of a service says is deployable in one stage.

import type { WatchedResource } from '../../core/pipeline/watch-schema.ts';
import type { FoundResource } from '../cloudformation/found.ts';
import type { StageName } from './stage-names.ts';

export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | 'CAPABILITY_AUTO_EXPAND';

export interface WholeStack {
  readonly name?: string | undefined;
  /** Where its template is in what the build makes. */
  readonly template: string;
  readonly capabilities: readonly Capability[];
}

export interface Configuration {
  readonly application?: string | undefined;
  readonly environment?: string | undefined;
  readonly profile?: string | undefined;
}

export interface Site {
  readonly bucket?: string | undefined;
  readonly distribution?: string | undefined;
  /** Others of its template are targets too: the artifact holds more than its files. */
  readonly isBesideOthers: boolean;
}

/** Something that could become a target; what is absent could not be known. */
export interface Deployable {
  /** What its description calls it. */
  readonly id: string;
  readonly kind: 'lambda' | 'ec2' | 'ecs' | 'machine' | 'appConfig' | 'site' | 'stack';
  readonly function?: string | undefined;
  /** A function of an image: what that is called in what the build says. */
  readonly image?: string | undefined;
  readonly alias?: string | undefined;
  /** A service of ECS of which CodeDeploy brings a second set of tasks. */
  readonly isOfCodeDeploy?: true | undefined;
  /** What AppConfig calls a configuration; absent where it is none. */
  readonly configuration?: Configuration | undefined;
  /** A bucket and the distribution in front of it; absent where it is none. */
  readonly site?: Site | undefined;
  /** Whether it has an alias, though its name may not be known. */
  readonly hasAlias?: boolean;
  /** The name of a state machine. */
  readonly machine?: string | undefined;
  /** The file with its definition. */
  readonly definition?: string | undefined;
  readonly application?: string | undefined;
  readonly deploymentGroup?: string | undefined;
  readonly autoScalingGroup?: string | undefined;
  readonly cluster?: string | undefined;
  readonly service?: string | undefined;
  /** A stack as a whole: what is in it goes with its template. */
  readonly stack?: WholeStack | undefined;
  /** How its traffic can go to new tasks. */
  readonly strategy?: 'rolling' | 'blue-green' | 'canary' | 'linear' | undefined;
  /** A function that nothing but a schedule calls: the longest time between two of its runs. */
  readonly secondsBetweenRuns?: number | undefined;
  /** Whether something is known to deploy to it: CodeDeploy, or ECS to its services. */
  readonly isDeployed: boolean;
  readonly alarms: readonly string[];
  /** What the description calls alarms whose names are not known. */
  readonly unknownAlarms: readonly string[];
  readonly watch: readonly WatchedResource[];
  /** What could be watched, if its name were known. */
  readonly unknownWatch: readonly FoundResource[];
}

/** What could not be known, or is not as Tidegate needs it, and what to do about it. */
export interface Note {
  readonly file: string;
  readonly line?: number;
  readonly text: string;
}

/** What is in one account and region of one stage; an absent stage means: the same in every stage. */
export interface Discovery {
  readonly stage?: StageName | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly deployables: readonly Deployable[];
  /** CodeBuild projects. */
  readonly projects: readonly string[];
  readonly notes: readonly Note[];
}
