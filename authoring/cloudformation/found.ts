// What was found in a template: what can be watched, what deploys, and what could not be known.

import type { ResourceKind } from '../../core/pipeline/watch-schema.ts';
import type { Said } from './known-text.ts';
import type { Remark } from './remark.ts';

export interface FoundResource {
  /** Its logical id; of what SAM makes by itself, the id that SAM gives. */
  readonly id: string;
  readonly type: string;
  readonly kind: ResourceKind;
  /** By the keys that a pipeline's `watch` has for the kind: function, cluster, service, queue … */
  readonly names: Readonly<Record<string, Said>>;
  readonly facts: Facts;
  /** The condition under which it exists. */
  readonly condition?: string;
  readonly line: number;
}

/** What the template says about a resource besides its name. */
export interface Facts {
  readonly timeoutSeconds?: number;
  readonly reservedConcurrency?: number;
  /** A function that reads a stream has an iterator age. */
  readonly readsStream?: boolean;
  /** A function that nothing but a schedule calls: the longest time between two of its runs. */
  readonly secondsBetweenRuns?: number;
  /** Its code is an image; absent where it is an archive. */
  readonly isImage?: true;
  readonly apiType?: 'REST' | 'HTTP';
  /** A target group that is here for the health of its hosts alone: its balancer is watched as a whole. */
  readonly isHealthOnly?: true;
  readonly engine?: string;
  readonly allocatedGigabytes?: number;
  /** An instance of Aurora has its storage from its cluster. */
  readonly isAurora?: true;
  readonly isReplica?: true;
  readonly isServerless?: true;
  /** A service without Container Insights does not say how many tasks run. */
  readonly containerInsights?: boolean;
  /** Who deploys to a service: ECS itself, or what is named here. */
  readonly controller?: string;
  /** How its traffic can go to new tasks, as it is written now. */
  readonly strategy?: 'rolling' | 'blue-green' | 'canary' | 'linear';
}

/** A configuration profile of AppConfig in one of its environments. */
export interface FoundConfiguration {
  /** The profile's logical id. */
  readonly id: string;
  /** The environment's logical id. */
  readonly environmentId: string;
  readonly application: Said;
  readonly environment: Said;
  readonly profile: Said;
  readonly conditions: readonly string[];
  readonly line: number;
}

/** A distribution of CloudFront that has its files from one bucket of the same template. */
export interface FoundSite {
  /** The distribution's logical id. */
  readonly id: string;
  /** The bucket's logical id. */
  readonly bucketId: string;
  readonly bucket: Said;
  readonly conditions: readonly string[];
  readonly line: number;
}

/** What CodeDeploy deploys to. */
export interface FoundDeployment {
  readonly id: string;
  readonly platform: 'lambda' | 'ecs' | 'ec2';
  readonly application: Said;
  readonly deploymentGroup: Said;
  readonly function?: Said;
  readonly alias?: Said;
  /** The expression for the version that the stack has published last. */
  readonly version?: unknown;
  /** Logical ids. */
  readonly autoScalingGroups: readonly string[];
  /** Logical ids of services of ECS. */
  readonly services?: readonly string[];
  /** All of them hold where it exists. */
  readonly conditions: readonly string[];
  readonly line: number;
}

/** A state machine of Step Functions. */
export interface FoundMachine {
  readonly id: string;
  readonly type: string;
  readonly name: Said;
  readonly isExpress: boolean;
  /** By which it is started; absent where it has none. */
  readonly alias?: Said;
  /** The file of its definition, where the template names one. */
  readonly definition: string | undefined;
  readonly conditions: readonly string[];
  readonly line: number;
}

export interface Found {
  readonly resources: readonly FoundResource[];
  readonly deployments: readonly FoundDeployment[];
  readonly machines: readonly FoundMachine[];
  readonly configurations: readonly FoundConfiguration[];
  readonly sites: readonly FoundSite[];
  readonly remarks: readonly Remark[];
}
